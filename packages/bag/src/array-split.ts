import { describeValue, InvalidArgumentError } from "@holdall/core";
import { isTypedArray } from "./pipeline/walk.ts";
import { startOfPartition } from "./plan/partitioning.ts";

/** A typed array of any kind. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/**
 * Splits an array into sections as equal as possible, as `numpy.array_split` does: their lengths differ by at most
 * one, longer ones come first, and with more sections than elements the last ones are empty.
 *
 * A typed array gives views of its own memory, nothing is copied; an array gives slices.
 *
 * @param array - an array or typed array
 * @param sections - how many, a whole number from 1 up
 * @throws InvalidArgumentError when `array` is neither, or `sections` is no such number
 *
 * @example
 * ```ts
 * import { arraySplit } from "@holdall/bag";
 *
 * console.log(arraySplit([1, 2, 3, 4, 5], 2)); // [ [ 1, 2, 3 ], [ 4, 5 ] ]
 * ```
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.array_split.html
 */
export function arraySplit<A extends TypedArray>(array: A, sections: number): A[];
export function arraySplit<T>(array: readonly T[], sections: number): T[][];
export function arraySplit(array: readonly unknown[] | TypedArray, sections: number): unknown[] {
  if (!Array.isArray(array) && !isTypedArray(array)) {
    throw new InvalidArgumentError(
      `arraySplit(): Expected \`array\` to be an array or typed array, got ${describeValue(array)}.`,
    );
  }
  if (!Number.isSafeInteger(sections) || sections < 1) {
    throw new InvalidArgumentError(
      `arraySplit(): Expected \`sections\` to be a whole number from 1 up, got ${describeValue(sections)}.`,
    );
  }
  const even = { kind: "even", length: array.length, count: sections } as const;
  return Array.from({ length: sections }, (_, section) => {
    const [start, end] = [startOfPartition(even, section), startOfPartition(even, section + 1)];
    return Array.isArray(array) ? array.slice(start, end) : array.subarray(start, end);
  });
}
