import { moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import { tasksModule } from "../tasks-module.ts";

/** What tasks that count partitions have in common. */
interface StartsTaskSpec {
  /** How many results each has. */
  readonly parts: number;
}

/**
 * Finds where some neighbouring partitions start.
 * @param before - number of elements before the first of them
 * @param lengths - number of elements of each
 * @returns the number of elements up to their end, then the place of the first element of each
 */
export function runStarts(
  _context: TaskContext,
  { parts }: StartsTaskSpec,
  before: number,
  lengths: readonly number[],
): (number | undefined)[] {
  const results = new Array<number | undefined>(parts).fill(undefined);
  let place = before;
  lengths.forEach((length, i) => {
    results[i + 1] = place;
    place += length;
  });
  results[0] = place;
  return results;
}

/** {@link runStarts}, as a worker finds it. */
export const runStartsTask: TaskFunction = moduleFunction(tasksModule, { runStarts });
