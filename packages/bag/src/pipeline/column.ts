import { fromNumbers, joinNumbers, sliceNumbers, type Numbers } from "@holdall/core/task";
import { flattenArrays } from "./join-arrays.ts";

/** Values by place: numbers in a typed array, which is cheap to send, or any in an array. */
export type Column<T = unknown> = ArrayLike<T> & Iterable<T>;

// Fewer are sent as they are.
const worthwhile = 256;

/** The values in the cheapest form. */
export function toColumn<T>(values: readonly T[]): Column<T> {
  return values.length < worthwhile ? values : (packNumbers([values]) ?? values);
}

/** The elements from `start` up to `end` in their cheapest form, if that is another one than the array's. */
export function sliceColumn(array: readonly unknown[], start: number, end: number): Column | undefined {
  return end - start < worthwhile ? undefined : sliceNumbers(array, start, end);
}

/** The values in an array. */
export function fromColumn<T>(column: Column<T>): T[] {
  return Array.isArray(column) ? (column as T[]) : (fromNumbers(column as unknown as Numbers) as T[]);
}

/** The values of columns, those of one after those of another. */
export function joinColumns<T>(columns: readonly Column<T>[]): Column<T> {
  if (columns.length === 1) return columns[0]!;
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const numbers = length < worthwhile ? undefined : packNumbers(columns);
  return numbers ?? (flattenArrays(columns.map(fromColumn)) as T[]);
}

function packNumbers<T>(columns: readonly Column<T>[]): Column<T> | undefined {
  return joinNumbers(columns) as Column<T> | undefined;
}
