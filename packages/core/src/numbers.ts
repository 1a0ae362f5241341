/** Numbers in the memory they need. */
export type Numbers = Int32Array | Float64Array;

/** The values at places from 0 on, if all of them are numbers: whole ones in half the memory of others. */
export function toNumbers(length: number, at: (place: number) => unknown): Numbers | undefined {
  return toIntegers(length, at) ?? toDoubles(length, at);
}

/** The elements of arrays, those of one after those of another, if there are any and all of them are numbers. */
export function joinNumbers(arrays: readonly ArrayLike<unknown>[]): Numbers | undefined {
  if (typeof arrays.find(({ length: own }) => own > 0)?.[0] !== "number") return undefined;
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  return (
    fill(new Int32Array(length), arrays, fillIntegers) ?? fill(new Float64Array(length), arrays, fillDoubles)
  );
}

/** The numbers from `start` up to `end` as an array. */
export function fromNumbers(numbers: Numbers, start = 0, end: number = numbers.length): number[] {
  const array = new Array<number>(end - start);
  for (let i = start; i < end; i++) array[i - start] = numbers[i]!;
  return array;
}

function toIntegers(length: number, at: (place: number) => unknown): Int32Array | undefined {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const value = at(i);
    if (!isInteger(value)) return undefined;
    numbers[i] = value;
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

/** Whether a value is a number that 32 bits hold; they hold no -0. */
function isInteger(value: unknown): value is number {
  return typeof value === "number" && (value | 0) === value && (value !== 0 || 1 / value > 0);
}

/** @returns whether all values could be filled in */
type Fill<N> = (numbers: N, start: number, values: ArrayLike<unknown>) => boolean;

function fill<N extends Numbers>(
  numbers: N,
  arrays: readonly ArrayLike<unknown>[],
  fillFrom: Fill<N>,
): N | undefined {
  let start = 0;
  for (const array of arrays) {
    if (!fillFrom(numbers, start, array)) return undefined;
    start += array.length;
  }
  return numbers;
}

function fillIntegers(numbers: Int32Array, start: number, values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!isInteger(value)) return false;
    numbers[start + i] = value;
  }
  return true;
}

function fillDoubles(numbers: Float64Array, start: number, values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "number") return false;
    numbers[start + i] = value;
  }
  return true;
}
