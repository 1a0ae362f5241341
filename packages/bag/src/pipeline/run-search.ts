import { absent, missing, moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import type { PartialResult } from "./source/partials.ts";
import { tasksModule } from "../tasks-module.ts";

/** What tasks of a search have in common. */
interface SearchTaskSpec {
  /** The result that is looked for; without, any. */
  readonly answer: boolean | undefined;
}

/**
 * Finds the first answer among the results of some neighbouring partitions.
 * @param partials - in the first slots of the task's inputs
 * @param rest - what the search in the partitions behind these comes to, absent while nobody has asked for it
 */
export function runSearch(
  _context: TaskContext,
  { answer }: SearchTaskSpec,
  partials: readonly PartialResult[],
  rest: unknown,
): unknown {
  const found = partials.find(
    (partial) => partial.length > 0 && (answer === undefined || partial[0] === answer),
  );
  if (found !== undefined) return found[0];
  return rest === absent ? missing(partials.length) : rest;
}

/** {@link runSearch}, as a worker finds it. */
export const runSearchTask: TaskFunction = moduleFunction(tasksModule, { runSearch });
