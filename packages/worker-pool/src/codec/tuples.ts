import { isPrimitive, toColumn, type Column, type Records } from "./column.ts";

/** An array that may be a tuple. */
type Tuple = readonly unknown[];

// The columns of fewer cost more to read than the tuples.
const fewest = 64;
// A longer one is rather a list, for which a column for each place would be no gain.
const longest = 8;

/**
 * The columns of tuples that are all alike: arrays of one length with primitives in them, and nothing else. Nothing for
 * other arrays, and for those of which one stands in two places, as it has to stay one.
 */
export function toTupleColumns(array: readonly unknown[]): Column[] | undefined {
  if (array.length < fewest) return undefined;
  const [first] = array;
  if (!Array.isArray(first) || first.length === 0 || first.length > longest) return undefined;
  const { length } = first as Tuple;
  if (!first.every(isPrimitive)) return undefined;
  for (const element of array) if (!isTuple(element, length)) return undefined;
  if (new Set(array).size < array.length) return undefined;
  const columns: Column[] = [];
  for (let place = 0; place < length; place++) {
    const column = toColumn(array as Records, place);
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return columns;
}

// As many keys as elements: there are no holes, and no properties of its own.
function isTuple(value: unknown, length: number): value is Tuple {
  return (
    Array.isArray(value) &&
    value.length === length &&
    Object.getPrototypeOf(value) === Array.prototype &&
    Object.keys(value).length === length
  );
}

/** Makes tuples of columns, of which there is at least one. */
export function createTuples(columns: readonly ArrayLike<unknown>[]): unknown[][] {
  const [first, second, third] = columns as [ArrayLike<unknown>, ...ArrayLike<unknown>[]];
  const { length } = first;
  const tuples = new Array<unknown[]>(length);
  // Array literals are by far the fastest way to make them.
  if (columns.length === 2) for (let i = 0; i < length; i++) tuples[i] = [first[i], second![i]];
  else if (columns.length === 3)
    for (let i = 0; i < length; i++) tuples[i] = [first[i], second![i], third![i]];
  else for (let i = 0; i < length; i++) tuples[i] = columns.map((column) => column[i]);
  return tuples;
}
