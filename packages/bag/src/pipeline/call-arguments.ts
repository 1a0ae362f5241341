import { unequalLengthsError } from "../errors.ts";
import { CallContext, CallSurroundings } from "./element-context.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { StagePosition } from "./stage-position.ts";
import { failedIn } from "./user-call.ts";

/** An argument that a function of the user gets after the element. */
export type CallArgument =
  | { readonly kind: "value"; readonly value: unknown }
  /** The same for every element: what is in that slot. */
  | { readonly kind: "broadcast"; readonly slot: number }
  /** One for each element: those of the partition in that slot, in order. */
  | { readonly kind: "lockstep"; readonly slot: number }
  /** What it is told of the run; the index of the partition is in that slot. */
  | { readonly kind: "context"; readonly slot: number };

/** What an argument is in a run: of a bag, its partition. */
export function valueOf(arg: CallArgument, { inputs }: PipelineRun): unknown {
  return arg.kind === "value" ? arg.value : inputs[arg.slot];
}

/** An operation with arguments. */
export interface WithArguments {
  readonly operation: string;
  readonly args: readonly CallArgument[];
}

/** How far bags in lockstep are: the number of calls so far. */
export interface CallCount {
  calls: number;
}

/** Where a stage that calls a function is. */
export const callPosition: StagePosition<CallCount> = {
  of: ({ calls }) => calls,
  set: (state, calls) => void (state.calls = calls),
};

/** Gives the arguments of one call after the other. @throws RangeError when a bag has ended */
export function createCallArguments(
  spec: WithArguments,
  run: PipelineRun,
  count: CallCount,
): () => readonly unknown[] {
  const values = spec.args.map((arg) => valueOf(arg, run));
  const bags = bagsOf(spec, run);
  const contextPlace = spec.args.findIndex((arg) => arg.kind === "context");
  const surroundings = new CallSurroundings(spec, run);
  return () => {
    for (const { place, elements } of bags) {
      if (count.calls >= elements.length) throw unequalLengthsError(place + 1, elements.length, false);
      values[place] = elements[count.calls];
    }
    if (contextPlace >= 0) values[contextPlace] = new CallContext(surroundings, count.calls);
    count.calls += 1;
    return values;
  };
}

/** Sees to it that bags in lockstep end together, once the elements have. @throws RangeError when one goes on */
export function assertBagsEnded(spec: WithArguments, run: PipelineRun, { calls }: CallCount): void {
  if (spec.args.length === 0) return;
  for (const { place, elements } of bagsOf(spec, run)) {
    if (elements.length > calls)
      throw failedIn(spec.operation, run, unequalLengthsError(place + 1, elements.length, true));
  }
}

interface BagArgument {
  readonly place: number;
  readonly elements: ArrayLike<unknown>;
}

function bagsOf({ args }: WithArguments, { inputs }: PipelineRun): BagArgument[] {
  return args.flatMap((arg, place) =>
    arg.kind === "lockstep" ? [{ place, elements: inputs[arg.slot] as ArrayLike<unknown> }] : [],
  );
}
