import type { Outcome } from "./push.ts";
import type { PipelineRun } from "./pipeline-run.ts";

/** A function of the user, as a spec holds it. */
export type UserFunction = (...args: unknown[]) => unknown;

/**
 * Notes which operation failed, so that the error of the task names it.
 * @returns the error itself, to be thrown
 */
export function failedIn(operation: string, run: PipelineRun, error: unknown): unknown {
  run.context.operation = operation;
  return error;
}

/** What a function of the user returned a promise of goes on when it is there. */
export function whenSettled(
  result: PromiseLike<unknown>,
  onward: (value: unknown) => Outcome | Promise<Outcome>,
  fail: (error: unknown) => unknown,
): Promise<Outcome> {
  return Promise.resolve(result).then(onward, (error: unknown) => {
    throw fail(error);
  });
}
