/**
 * A way through elements: by index, by arithmetic, or by an iterator. One shape for all, so that the loop over them is
 * one piece of code that stays fast.
 */
export interface Walk {
  readonly items: ArrayLike<unknown> | undefined;
  readonly iterator: Iterator<unknown> | AsyncIterator<unknown> | undefined;
  /** `Infinity` where only the iterator knows. */
  readonly length: number;
  /** Element `i` is `items[start + i]` or, without items and iterator, `start + i * step`. */
  readonly start: number;
  readonly step: number;
  /** Number of elements in the ways before it, where there are several. */
  readonly before: number;
}

/** The way through elements `start` to `start + length` of an array or typed array. */
export function walkItems(items: ArrayLike<unknown>, start: number, length: number): Walk {
  return { items, iterator: undefined, length, start, step: 0, before: 0 };
}

export function walkRange(start: number, step: number, length: number): Walk {
  return { items: undefined, iterator: undefined, length, start, step, before: 0 };
}

/** The way through an iterator, which has so many elements; `Infinity` where only it knows. */
export function walkIterator(iterator: NonNullable<Walk["iterator"]>, length: number): Walk {
  return { items: undefined, iterator, length, start: 0, step: 0, before: 0 };
}

/** The part of a way by index or arithmetic that begins at one of its elements and ends before another. */
export function cutWalk(walk: Walk, from: number, to: number): Walk {
  const { items, start, step, before } = walk;
  const first = items === undefined ? start + from * step : start + from;
  return { ...walk, start: first, length: to - from, before: before + from };
}

/** The way through an iterable or async iterable; `undefined` when the value is neither. */
export function walkElements(value: unknown): Walk | undefined {
  if (isIndexed(value)) return walkItems(value, 0, value.length);
  const iterator = iteratorOf(value);
  return iterator && walkIterator(iterator, Infinity);
}

/** Whether elements are read by index: an array or a typed array. */
export function isIndexed(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || isTypedArray(value);
}

/** Whether a value is a typed array; Buffers are. */
export function isTypedArray(value: unknown): value is ArrayBufferView & ArrayLike<number | bigint> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Whether a value can be walked with `for of` or `for await`. */
export function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  if (value === null || value === undefined) return false;
  const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } = value as Partial<AnyIterable>;
  return typeof sync === "function" || typeof async === "function";
}

type AnyIterable = Iterable<unknown> & AsyncIterable<unknown>;

function iteratorOf(value: unknown): Walk["iterator"] {
  if (!isIterable(value)) return undefined;
  return Symbol.iterator in Object(value)
    ? (value as Iterable<unknown>)[Symbol.iterator]()
    : (value as AsyncIterable<unknown>)[Symbol.asyncIterator]();
}
