import { isThenable } from "@holdall/core/task";
import { callPosition, createCallArguments, type CallArgument, type CallCount } from "./call-arguments.ts";
import { createConcurrentCalls, createWindow, type CallWindow } from "./concurrent-calls.ts";
import { CallSurroundings } from "./element-context.ts";
import { createGuardedAttempts, isGuarded } from "./guarded-attempts.ts";
import type { CallLimits } from "./guarded-call.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome, Step } from "./push.ts";
import type { Read } from "./read-elements.ts";
import { createRecover, leftOut, readOrRecover, type ErrorHandling } from "./recover.ts";
import { createCalls, failedOn, whenSettled, type UserFunction } from "./user-call.ts";

/** A function of the user that a stage calls for each element. */
export interface ElementCallSpec extends CallLimits {
  readonly operation: string;
  readonly fn: UserFunction;
  /** What it gets after the element. */
  readonly args?: readonly CallArgument[];
  /** How many elements of a partition may be under way at once. @default 1 */
  readonly concurrency?: number;
  /** @default the task fails */
  readonly onError?: ErrorHandling;
}

/** What is remembered from call to call. */
export interface ElementCallState extends CallCount {
  /** There where several elements may be under way. */
  readonly window: CallWindow | undefined;
  readonly surroundings: CallSurroundings;
}

export function createElementCallState(spec: ElementCallSpec, run: PipelineRun): ElementCallState {
  const { concurrency = 1 } = spec;
  return {
    calls: 0,
    // Of several that are under way it is not known which one ended the worker.
    window: concurrency > 1 && run.context.trace === undefined ? createWindow(concurrency) : undefined,
    surroundings: new CallSurroundings(spec, run),
  };
}

/** Whether an element is handed on for each that is given, then and there. */
export function isOneToOneCall({ concurrency = 1, onError }: ElementCallSpec): boolean {
  return concurrency === 1 && onError !== "skip";
}

/** Whether elements are counted even where no bag goes along. */
export function isCountedCall({ args = [], concurrency = 1, onError }: ElementCallSpec): boolean {
  return concurrency > 1 || typeof onError === "object" || args.some((arg) => arg.kind === "context");
}

/** Whether results are still to be handed on. */
function hasCallsUnderWay({ window }: ElementCallState): boolean {
  return window !== undefined && window.calls.length > 0;
}

/** What stages that call a function for each element have in common. */
export const elementCallStage: {
  readonly createState: typeof createElementCallState;
  readonly position: typeof callPosition;
  readonly isUnderWay: typeof hasCallsUnderWay;
} = { createState: createElementCallState, position: callPosition, isUnderWay: hasCallsUnderWay };

/** What a stage does with what its function returned. */
export interface ResultHandling {
  /** Makes of it, awaited, what the stage goes on with, or a promise of that: generators are read. */
  readonly read?: Read | undefined;
  /** Goes on with that. */
  readonly accept: (value: unknown, element: unknown) => Outcome | Promise<Outcome>;
}

/** The calls of a stage in one run over a partition. */
export interface CallPlace {
  readonly run: PipelineRun;
  readonly state: ElementCallState;
}

/** A step that calls a function of the user, with all that was said of how. */
export function createElementCalls(
  spec: ElementCallSpec,
  { run, state }: CallPlace,
  { read, accept }: ResultHandling,
): Step {
  const { operation, onError } = spec;
  const { window } = state;
  const fail: Fail = (error, element) => failedOn(element, { operation, run }, error);
  const isWatched = isGuarded(spec, run);
  if (window !== undefined || onError !== undefined || isWatched) {
    const attempts = isWatched
      ? createGuardedAttempts(spec, { run, state }, read)
      : createAttempts(spec, { run, state }, read);
    const acceptKept = onError === "skip" ? acceptOrSkip : accept;
    return window === undefined
      ? createOneAfterTheOther(attempts, acceptKept, fail)
      : createConcurrentCalls({ operation, run, attempts, accept: acceptKept }, { state, window });
  }
  const call = bindArguments(spec, run, state);
  if (read === undefined) return createCalls({ operation, run, call, accept });
  return createCalls({ operation, run, call, accept: acceptRead });

  function acceptOrSkip(value: unknown, element: unknown): Outcome | Promise<Outcome> {
    if (value !== leftOut) return accept(value, element);
    run.context.skip(operation);
    return undefined;
  }

  function acceptRead(result: unknown, element: unknown): Outcome | Promise<Outcome> {
    let value: unknown;
    try {
      value = read!(result, "fn");
    } catch (error) {
      throw fail(error, element);
    }
    return isThenable(value) ? acceptAwaited(value, element, { accept, fail }) : accept(value, element);
  }
}

/** Notes at which element the function failed. @returns the error itself, to be thrown */
type Fail = (error: unknown, element: unknown) => unknown;

function acceptAwaited(
  value: PromiseLike<unknown>,
  element: unknown,
  { accept, fail }: Pick<ResultHandling, "accept"> & { readonly fail: Fail },
): Promise<Outcome> {
  return whenSettled(
    value,
    (settled) => accept(settled, element),
    (error) => fail(error, element),
  );
}

function bindArguments(
  { operation, fn, args = [] }: ElementCallSpec,
  run: PipelineRun,
  state: ElementCallState,
): UserFunction {
  if (args.length === 0) return fn;
  const nextArguments = createCallArguments({ operation, args }, run, state);
  return (element) => fn(element, ...nextArguments());
}

/** Ways to what a stage goes on with for an element, or a promise of that. What fails is recovered from. */
export interface Attempts {
  /** Calls the function. */
  call(element: unknown): unknown;
  /** Goes on where a generated loop has called it and it has returned, or thrown; there where such a loop may be. */
  settle?(result: unknown, element: unknown): unknown;
  recover?(error: unknown, element: unknown): unknown;
}

function createAttempts(
  { operation, fn, args = [], onError }: ElementCallSpec,
  { run, state }: CallPlace,
  read: Read = (result) => result,
): Attempts {
  const nextArguments = createCallArguments({ operation, args }, run, state);
  const recover = createRecover(onError, state.surroundings, read);
  const settleAt = (index: number, result: unknown, given: unknown): unknown =>
    readOrRecover(result, read, (error) => recover({ error, given, index }));
  return {
    call(element) {
      // No fault of the element, if there are none.
      const rest = nextArguments();
      const index = state.calls - 1;
      let result: unknown;
      try {
        result = fn(element, ...rest);
      } catch (error) {
        return recover({ error, given: element, index });
      }
      return settleAt(index, result, element);
    },
    settle: (result, element) => settleAt(state.calls - 1, result, element),
    recover: (error, element) => recover({ error, given: element, index: state.calls - 1 }),
  };
}

function createOneAfterTheOther(
  attempts: Attempts,
  accept: ResultHandling["accept"],
  fail: Fail,
): Required<Pick<Step, "push" | "settle" | "recover">> {
  return {
    push: (element) => goOn(element, () => attempts.call(element)),
    settle: (result, element) => goOn(element, () => attempts.settle!(result, element)),
    recover: (error, element) => goOn(element, () => attempts.recover!(error, element)),
  };

  function goOn(element: unknown, attempt: () => unknown): Outcome | Promise<Outcome> {
    let value: unknown;
    try {
      value = attempt();
    } catch (error) {
      throw fail(error, element);
    }
    return isThenable(value) ? acceptAwaited(value, element, { accept, fail }) : accept(value, element);
  }
}
