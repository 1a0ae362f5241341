/** Numbers in the memory they need. */
export type Numbers = Int32Array | Float64Array;

/** The values at places from 0 on, if all of them are numbers: whole ones in half the memory of others. */
export function toNumbers(length: number, at: (place: number) => unknown): Numbers | undefined {
  return toIntegers(length, at) ?? toDoubles(length, at);
}

/** The elements of arrays, those of one after those of another, if there are any and all of them are numbers. */
export function joinNumbers(arrays: readonly ArrayLike<unknown>[]): Numbers | undefined {
  return packSpans(arrays.map((array) => ({ array, start: 0, end: array.length })));
}

/** The elements from `start` up to `end`, if there are any and all of them are numbers. */
export function sliceNumbers(array: ArrayLike<unknown>, start: number, end: number): Numbers | undefined {
  return packSpans([{ array, start, end }]);
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

/** The elements of an array from `start` up to `end`. */
export interface Span {
  readonly array: ArrayLike<unknown>;
  readonly start: number;
  readonly end: number;
}

function packSpans(spans: readonly Span[]): Numbers | undefined {
  const first = spans.find(({ start, end }) => start < end);
  if (first === undefined || typeof first.array[first.start] !== "number") return undefined;
  const length = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  return fillAll(new Int32Array(length), spans) ?? fillAll(new Float64Array(length), spans);
}

function fillAll<N extends Numbers>(numbers: N, spans: readonly Span[]): N | undefined {
  let place = 0;
  for (const span of spans) {
    if (!fillNumbers(numbers, place, span)) return undefined;
    place += span.end - span.start;
  }
  return numbers;
}

// Blocks of memory are copied faster, where they are not small.
const worthwhile = 64;

/** Fills elements of an array in, from a place on. @returns whether that could be: some may be no numbers, or not whole */
export function fillNumbers(numbers: Numbers, place: number, span: Span): boolean {
  const { array, start, end } = span;
  const isWhole = numbers instanceof Int32Array;
  if (
    end - start >= worthwhile &&
    (array instanceof Int32Array || (!isWhole && array instanceof Float64Array))
  ) {
    numbers.set(array.subarray(start, end), place);
    return true;
  }
  return isWhole ? fillIntegers(numbers, place, span) : fillDoubles(numbers, place, span);
}

function fillIntegers(numbers: Int32Array, place: number, { array, start, end }: Span): boolean {
  for (let i = start, at = place; i < end; i++, at++) {
    const value = array[i];
    if (!isInteger(value)) return false;
    numbers[at] = value;
  }
  return true;
}

function fillDoubles(numbers: Float64Array, place: number, { array, start, end }: Span): boolean {
  for (let i = start, at = place; i < end; i++, at++) {
    const value = array[i];
    if (typeof value !== "number") return false;
    numbers[at] = value;
  }
  return true;
}
