import type { TimeLimit } from "@holdall/core/task";
import { createCallArguments } from "./call-arguments.ts";
import type { Attempts, CallPlace, ElementCallSpec } from "./element-calls.ts";
import { TimedCallContext } from "./element-context.ts";
import { callGuarded, hasLimits } from "./guarded-call.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Read } from "./read-elements.ts";
import { createRecover, readSettled } from "./recover.ts";

/** Whether calls need more than to be made: which is then left to the interpreter, and to {@link createGuardedAttempts}. */
export function isGuarded(spec: ElementCallSpec, run: PipelineRun): boolean {
  return hasLimits(spec) || (spec.onError !== undefined && run.context.trace !== undefined);
}

/**
 * Attempts that may take so long, and are made so often; and, where workers have died of the task, in a way that tells of
 * which call.
 */
export function createGuardedAttempts(
  spec: ElementCallSpec,
  { run, state }: CallPlace,
  read: Read = (result) => result,
): Attempts {
  const { operation, fn, args = [], onError } = spec;
  const { surroundings } = state;
  const nextArguments = createCallArguments({ operation, args }, run, state);
  const isAlone = state.window === undefined;
  const contextPlace = args.findIndex(({ kind }) => kind === "context");
  const recover = createRecover(onError, surroundings, read);
  return {
    call(element) {
      const rest = [...nextArguments()];
      const index = state.calls - 1;
      const make = (limit: TimeLimit | undefined): unknown => {
        if (limit !== undefined && contextPlace >= 0)
          rest[contextPlace] = new TimedCallContext(surroundings, index, limit);
        return readSettled(fn(element, ...rest), (result) => read(result, "fn"));
      };
      const recoverFrom = (error: unknown): unknown => recover({ error, given: element, index });
      return callGuarded({ run, operation, index, isAlone, limits: spec, make, recover: recoverFrom });
    },
  };
}
