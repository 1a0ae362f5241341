/** Numbers in the memory they need. */
export type Numbers = Int32Array | Float64Array;

/** The values at places from 0 on, if all of them are numbers. */
export function toNumbers(length: number, at: (place: number) => unknown): Numbers | undefined {
  return toIntegers(length, at) ?? toDoubles(length, at);
}

/** The numbers as an array. */
export function fromNumbers(numbers: Numbers): number[] {
  const array = new Array<number>(numbers.length);
  for (let i = 0; i < numbers.length; i++) array[i] = numbers[i]!;
  return array;
}

function toIntegers(length: number, at: (place: number) => unknown): Int32Array | undefined {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const value = at(i);
    if (typeof value !== "number") return undefined;
    numbers[i] = value;
    const isMinusZero = value === 0 && 1 / value < 0;
    if (numbers[i] !== value || isMinusZero) return undefined;
  }
  return numbers;
}

function toDoubles(length: number, at: (place: number) => unknown): Float64Array | undefined {
  const numbers = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = at(i);
    if (typeof value !== "number") return undefined;
    numbers[i] = value;
  }
  return numbers;
}
