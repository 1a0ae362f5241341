import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { TypedArray } from "./array-split.ts";
import { joinArrays, kindOf } from "./pipeline/join-arrays.ts";

/** What typed arrays are joined into: one of their kind in memory of its own, so no `Buffer`, which is of the kind `Uint8Array`. */
export type JoinedTypedArray<A extends TypedArray> = {
  readonly Int8Array: Int8Array<ArrayBuffer>;
  readonly Uint8Array: Uint8Array<ArrayBuffer>;
  readonly Uint8ClampedArray: Uint8ClampedArray<ArrayBuffer>;
  readonly Int16Array: Int16Array<ArrayBuffer>;
  readonly Uint16Array: Uint16Array<ArrayBuffer>;
  readonly Int32Array: Int32Array<ArrayBuffer>;
  readonly Uint32Array: Uint32Array<ArrayBuffer>;
  readonly Float32Array: Float32Array<ArrayBuffer>;
  readonly Float64Array: Float64Array<ArrayBuffer>;
  readonly BigInt64Array: BigInt64Array<ArrayBuffer>;
  readonly BigUint64Array: BigUint64Array<ArrayBuffer>;
}[A[typeof Symbol.toStringTag]];

/**
 * Joins arrays into one new array, or typed arrays of one kind into one new typed array, as `numpy.concatenate` does;
 * the memory of the result is allocated once.
 *
 * @param arrays - at least one; all arrays, or all typed arrays of the same kind. A Buffer counts as a Uint8Array.
 * @throws InvalidArgumentError when there is none, or for mixed kinds, naming the first that is different
 *
 * @example
 * ```ts
 * import { concatenate } from "@holdall/bag";
 *
 * console.log(concatenate([[1, 2], [], [3]])); // [ 1, 2, 3 ]
 * console.log(concatenate([Float64Array.of(1, 2), Float64Array.of(3)])); // Float64Array(3) [ 1, 2, 3 ]
 * ```
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.concatenate.html
 */
export function concatenate<A extends TypedArray>(arrays: readonly A[]): JoinedTypedArray<A>;
export function concatenate<A extends readonly unknown[]>(arrays: readonly A[]): A[number][];
export function concatenate(arrays: readonly (readonly unknown[] | TypedArray)[]): unknown {
  if (!Array.isArray(arrays) || arrays.length === 0) {
    throw new InvalidArgumentError(
      `concatenate(): Expected \`arrays\` to be an array of at least one array, got ${describeValue(arrays)}.`,
    );
  }
  const kinds = arrays.map((array) => kindOf(array));
  const other = kinds.findIndex((kind) => kind === undefined || kind !== kinds[0]);
  if (other >= 0 && kinds[other] === undefined) {
    throw new InvalidArgumentError(
      `concatenate(): Expected \`arrays[${other}]\` to be an array or typed array, got ${describeValue(arrays[other])}.`,
    );
  }
  if (other >= 0) {
    throw new InvalidArgumentError(
      `concatenate(): Expected arrays of one kind, but \`arrays[0]\` is of kind ${kinds[0]} and \`arrays[${other}]\` of kind ${kinds[other]}.`,
    );
  }
  return joinArrays(arrays);
}
