import { absent, missing, type TaskContext } from "../../graph/task.ts";

/** Two results: the halves of a list. */
export function halve(
  _context: TaskContext,
  list: readonly number[],
): [readonly number[], readonly number[]] {
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)];
}

/** The sum of the lists it reads. */
export function total(_context: TaskContext, ...lists: readonly (readonly number[])[]): number {
  return lists.flat().reduce((sum, x) => sum + x, 0);
}

/** Asks for its lazy inputs one after the other until one is at least `limit`; returns how many it has read. */
export function readUntil(_context: TaskContext, limit: number, ...values: readonly unknown[]): unknown {
  for (const [i, value] of values.entries()) {
    if (value === absent) return missing(i);
    if ((value as number) >= limit) return i + 1;
  }
  return values.length;
}

/** Its argument. */
export function constant(_context: TaskContext, value: unknown): unknown {
  return value;
}
