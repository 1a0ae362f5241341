import { createCallArguments } from "./call-arguments.ts";
import { crashesOf, traceCall, type TracedCall } from "./call-trace.ts";
import type { Attempts, CallPlace, ElementCallSpec } from "./element-calls.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Read } from "./read-elements.ts";
import { callOrRecover, createRecover, readSettled } from "./recover.ts";

/** Whether calls need more than to be made: which is then left to the interpreter, and to {@link createGuardedAttempts}. */
export function isGuarded({ onError }: ElementCallSpec, run: PipelineRun): boolean {
  return onError !== undefined && run.context.trace !== undefined;
}

/** Attempts that are not made where an earlier one was the end of its worker, and otherwise in a way that outlives this one. */
export function createGuardedAttempts(
  { operation, fn, args = [], onError }: ElementCallSpec,
  { run, state }: CallPlace,
  read: Read = (result) => result,
): Attempts {
  const nextArguments = createCallArguments({ operation, args }, run, state);
  const recover = createRecover(onError, state.surroundings, read);
  return {
    call(element) {
      const rest = [...nextArguments()];
      const call: TracedCall = { run, operation, index: state.calls - 1 };
      const recoverFrom = (error: unknown): unknown => recover({ error, given: element, index: call.index });
      const crashes = crashesOf(call);
      if (crashes.length > 0) return recoverFrom(crashes.at(-1));
      const make = (): unknown => readSettled(fn(element, ...rest), (result) => read(result, "fn"));
      return callOrRecover(() => traceCall(call, make), recoverFrom);
    },
  };
}
