import { typedArrayClasses } from "@holdall/core/task";
import { isTypedArray } from "./walk.ts";

/** An array, or a typed array of any kind. */
export type AnyArray = readonly unknown[] | (ArrayBufferView & ArrayLike<number | bigint>);

interface WritableArray {
  set(source: ArrayLike<number | bigint>, offset: number): void;
}

const typedArrays = new Map<string, new (length: number) => WritableArray>(
  typedArrayClasses.map((constructor) => [
    constructor.name,
    constructor as new (length: number) => WritableArray,
  ]),
);

/** `"Array"`, `"Float64Array"`, ...; a Buffer is a `"Uint8Array"`. `undefined` for what is neither. */
export function kindOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return "Array";
  return isTypedArray(value)
    ? (value as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag]
    : undefined;
}

/** Joins arrays of one kind, of which there is at least one, into a new one. Typed arrays are copied once. */
export function joinArrays(arrays: readonly AnyArray[]): unknown {
  const constructor = typedArrays.get(kindOf(arrays[0]) ?? "");
  if (constructor === undefined) return flattenArrays(arrays as readonly (readonly unknown[])[]);
  const joined = new constructor(arrays.reduce((length, array) => length + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array as ArrayLike<number | bigint>, offset);
    offset += array.length;
  }
  return joined;
}

// As many arguments as any stack holds.
const groupSize = 4096;

// From here on `concat`, which copies blocks of memory, is faster than `push`, which goes by element.
const worthwhile = 16;

/** The elements of all arrays in a new one. */
export function flattenArrays(arrays: readonly (readonly unknown[])[]): unknown[] {
  return (arrays[0]?.length ?? 0) < worthwhile ? pushAll(arrays) : concatAll(arrays);
}

function pushAll(arrays: readonly (readonly unknown[])[]): unknown[] {
  const flat: unknown[] = [];
  for (const array of arrays) for (let i = 0; i < array.length; i++) flat.push(array[i]);
  return flat;
}

function concatAll(arrays: readonly (readonly unknown[])[]): unknown[] {
  if (arrays.length <= groupSize) return ([] as unknown[]).concat(...arrays);
  const groups: unknown[][] = [];
  for (let i = 0; i < arrays.length; i += groupSize) {
    groups.push(([] as unknown[]).concat(...arrays.slice(i, i + groupSize)));
  }
  return ([] as unknown[]).concat(...groups);
}
