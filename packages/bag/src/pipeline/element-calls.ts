import { isThenable } from "@holdall/core/task";
import { createCallArguments, type CallArgument, type CallCount } from "./call-arguments.ts";
import { createConcurrentCalls, createWindow, type CallWindow } from "./concurrent-calls.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome, Step } from "./push.ts";
import { createCalls, failedIn, whenSettled, type UserFunction } from "./user-call.ts";

/** A function of the user that a stage calls for each element. */
export interface ElementCallSpec {
  readonly operation: string;
  readonly fn: UserFunction;
  /** What it gets after the element. */
  readonly args?: readonly CallArgument[];
  /** How many elements of a partition may be under way at once. @default 1 */
  readonly concurrency?: number;
}

/** What is remembered from call to call. */
export interface ElementCallState extends CallCount {
  /** There where several elements may be under way. */
  readonly window: CallWindow | undefined;
}

export function createElementCallState({ concurrency = 1 }: ElementCallSpec): ElementCallState {
  return { calls: 0, window: concurrency > 1 ? createWindow(concurrency) : undefined };
}

/** Whether an element is handed on for each that is given, then and there. */
export function isOneToOneCall({ concurrency = 1 }: ElementCallSpec): boolean {
  return concurrency === 1;
}

/** Whether results are still to be handed on. */
export function hasCallsUnderWay({ window }: ElementCallState): boolean {
  return window !== undefined && window.calls.length > 0;
}

/** What a stage does with what its function returned. */
export interface ResultHandling {
  /** Makes of it, awaited, what the stage goes on with, or a promise of that: generators are read. */
  readonly read?: ((result: unknown) => unknown) | undefined;
  /** Goes on with that. */
  readonly accept: (value: unknown, element: unknown) => Outcome | Promise<Outcome>;
}

/** A step that calls a function of the user, with all that was said of how. */
export function createElementCalls(
  spec: ElementCallSpec,
  { run, state }: { readonly run: PipelineRun; readonly state: ElementCallState },
  { read, accept }: ResultHandling,
): Step {
  const { operation } = spec;
  const call = bindArguments(spec, run, state);
  if (state.window !== undefined)
    return createConcurrentCalls({ operation, run, call, accept }, { state, window: state.window, read });
  if (read === undefined) return createCalls({ operation, run, call, accept });
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  const acceptRead = (result: unknown, element: unknown): Outcome | Promise<Outcome> => {
    const value = read(result);
    return isThenable(value)
      ? whenSettled(value, (settled) => accept(settled, element), fail)
      : accept(value, element);
  };
  return createCalls({ operation, run, call, accept: acceptRead });
}

function bindArguments(
  { operation, fn, args = [] }: ElementCallSpec,
  run: PipelineRun,
  state: ElementCallState,
): UserFunction {
  if (args.length === 0) return state.window === undefined ? fn : count;
  const nextArguments = createCallArguments({ operation, args }, run, state);
  return (element) => fn(element, ...nextArguments());

  function count(element: unknown): unknown {
    state.calls += 1;
    return fn(element);
  }
}
