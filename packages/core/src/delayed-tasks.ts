import type { TaskContext } from "./graph/task.ts";

/** The task of a delayed call. */
export function callFunction(
  _context: TaskContext,
  fn: (...args: unknown[]) => unknown,
  ...args: unknown[]
): unknown {
  return fn(...args);
}

/** Gathers a collection whose one target is its value. */
export function firstOf(_context: TaskContext, values: readonly unknown[]): unknown {
  return values[0];
}
