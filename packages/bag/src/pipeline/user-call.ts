import { isThenable } from "@holdall/core/task";
import { counterOf } from "./element-counts.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome, Step } from "./push.ts";

/** A function of the user, as a spec holds it. */
export type UserFunction = (...args: unknown[]) => unknown;

/**
 * Notes which operation failed, and at which element, so that the error of the task names both.
 * @returns the error itself, to be thrown
 */
export function failedIn(operation: string, run: PipelineRun, error: unknown): unknown {
  const { context, counts, spec, at } = run;
  context.operation = operation;
  context.place = at;
  context.given = undefined;
  if (counts !== undefined) counts.faulty = counterOf(spec, at);
  return error;
}

/** The same, where what the operation was given is at hand, which the error of the task then shows. */
export function failedOn(
  element: unknown,
  { operation, run }: { readonly operation: string; readonly run: PipelineRun },
  error: unknown,
): unknown {
  failedIn(operation, run, error);
  run.context.given = { value: element };
  return error;
}

/** What a function of the user returned a promise of goes on when it is there. */
export function whenSettled<T>(
  result: PromiseLike<unknown>,
  onward: (value: unknown) => T | Promise<T>,
  fail: (error: unknown) => unknown,
): Promise<T> {
  return Promise.resolve(result).then(onward, (error: unknown) => {
    throw fail(error);
  });
}

/** Calls of a function of the user, one for each element. */
export interface UserCalls {
  readonly operation: string;
  readonly run: PipelineRun;
  readonly call: UserFunction;
  /** Goes on with what was returned for an element, awaited. */
  readonly accept: (result: unknown, element: unknown) => Outcome | Promise<Outcome>;
}

/** A step that calls a function of the user. */
export function createCalls({
  operation,
  run,
  call,
  accept,
}: UserCalls): Required<Pick<Step, "push" | "settle">> {
  const fail = (error: unknown, element: unknown): unknown => failedOn(element, { operation, run }, error);
  const settle = (result: unknown, element: unknown): Outcome | Promise<Outcome> =>
    isThenable(result)
      ? whenSettled(
          result,
          (settled) => accept(settled, element),
          (error) => fail(error, element),
        )
      : accept(result, element);
  return {
    push(element) {
      let result: unknown;
      try {
        result = call(element);
      } catch (error) {
        throw fail(error, element);
      }
      return settle(result, element);
    },
    settle,
  };
}
