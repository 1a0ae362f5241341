import { TimeoutError } from "../errors.ts";
import type { Outcome, StartedTask } from "../scheduler/executor.ts";
import { failureAt } from "./run-task.ts";

/** Milliseconds that a task which has had its time, and was told so, may take to end by itself. */
export const expiredGraceMs = 1000;

/**
 * What becomes of a task that took longer than so many milliseconds, whatever it failed with when it was told so.
 * @param worker - the one that ran it, as contexts tell it
 */
export function expiredOutcome({ id, task }: StartedTask, timeout: number, worker: number): Outcome {
  const error = failureAt(task.steps.at(-1)!, new TimeoutError(timeout), worker);
  return { status: "failed", id, error, elapsed: timeout };
}
