import { isThenable } from "@holdall/core/task";
import type { CallArgument } from "../call-arguments.ts";
import { emitCall } from "../code/step-code.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { Outcome } from "../push.ts";
import type { SinkKind } from "../sink.ts";
import type { PartialResult } from "../source/partials.ts";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import { createCalls, failedIn, whenSettled, type UserFunction } from "../user-call.ts";

/**
 * All values that a running one comes to as `fn` makes each of the one before and the next element, as one part; the last
 * of them as another.
 */
export interface AccumulateSpec {
  readonly kind: "accumulate";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly initial: StandIn | undefined;
  /** An array of what the partition before came to, which is empty where there is none. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

interface AccumulateState {
  readonly values: unknown[];
  value: unknown;
  /** Whether there is a running value. */
  hasBegun: boolean;
}

export const accumulate: SinkKind<AccumulateSpec, AccumulateState> = {
  createState(spec, run) {
    const carried = carriedTo(spec, run) ?? [];
    return { values: [], value: carried[0], hasBegun: carried.length > 0 };
  },

  interpret(spec, { run, state }) {
    const { operation, fn } = spec;
    const accept = (result: unknown): Outcome => keep(state, result);
    const call: UserFunction = (element) => fn(state.value, element);
    const { push, settle } = createCalls({ operation, run, call, accept });
    const begin = (element: unknown): Outcome | Promise<Outcome> => {
      if (!startsHere(spec, run)) return keep(state, element);
      const started = start(spec, run, state);
      return isThenable(started) ? started.then(() => push(element)) : push(element);
    };
    return { push: (element) => (state.hasBegun ? push(element) : begin(element)), settle };
  },

  /** How it begins is left to the interpreter. */
  emit({ fn }, code) {
    const value = code.state("value");
    code.block(`if (!${code.state("hasBegun")})`, () => code.leave({ kind: "push" }));
    const call = `${code.user("accumulate", fn)}(${value}, ${code.element})`;
    code.line(`${value} = ${emitCall(code, { call })};`);
    code.line(`${code.constant("values", `${code.ownState}.values`)}.push(${value});`);
  },

  finish(spec, { run, state }) {
    const parts = (): [unknown[], PartialResult] => [state.values, state.hasBegun ? [state.value] : []];
    if (state.hasBegun || !startsHere(spec, run)) return parts();
    const started = start(spec, run, state);
    return isThenable(started) ? started.then(parts) : parts();
  },
};

/** What the partition before came to; nothing for the first partition. */
function carriedTo({ args: [{ slot }] }: AccumulateSpec, { inputs }: PipelineRun): PartialResult | undefined {
  return (inputs[slot] as readonly PartialResult[])[0];
}

/** Whether the initial value belongs in front of this partition. */
function startsHere(spec: AccumulateSpec, run: PipelineRun): boolean {
  return spec.initial !== undefined && carriedTo(spec, run) === undefined;
}

/** Makes the initial value, which is the first of all. */
function start(
  { operation, initial }: AccumulateSpec,
  run: PipelineRun,
  state: AccumulateState,
): Outcome | Promise<Outcome> {
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  let value: unknown;
  try {
    value = makeStandIn(initial!);
  } catch (error) {
    throw fail(error);
  }
  const accept = (settled: unknown): Outcome => keep(state, settled);
  return isThenable(value) ? whenSettled(value, accept, fail) : accept(value);
}

function keep(state: AccumulateState, value: unknown): Outcome {
  state.hasBegun = true;
  state.value = value;
  state.values.push(value);
  return undefined;
}
