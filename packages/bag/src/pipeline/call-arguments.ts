import { unequalLengthsError } from "../errors.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import { failedIn } from "./user-call.ts";

/** An argument that a function of the user gets after the element. */
export type CallArgument =
  | { readonly kind: "value"; readonly value: unknown }
  /** The same for every element: what is in that slot. */
  | { readonly kind: "broadcast"; readonly slot: number }
  /** One for each element: those of the partition in that slot, in order. */
  | { readonly kind: "lockstep"; readonly slot: number };

/** The arguments of successive calls. */
export interface CallArguments {
  /** Those of the call to come, or under way. */
  readonly values: readonly unknown[];
  /** Goes on to the next call; not there when all calls get the same. @throws RangeError when a bag has ended */
  readonly next: (() => void) | undefined;
}

/** Reads the arguments of an operation, and sees to it that bags in lockstep end together. */
export function createCallArguments(
  args: readonly CallArgument[],
  run: PipelineRun,
  operation: string,
): CallArguments {
  const values = args.map((arg) => (arg.kind === "value" ? arg.value : run.inputs[arg.slot]));
  const bags = args.flatMap((arg, place) =>
    arg.kind === "lockstep" ? [{ place, elements: run.inputs[arg.slot] as ArrayLike<unknown> }] : [],
  );
  if (bags.length === 0) return { values, next: undefined };

  let calls = 0;
  const refuse = ({ place, elements }: (typeof bags)[number], isLonger: boolean): never => {
    throw failedIn(operation, run, unequalLengthsError(place + 1, elements.length, isLonger));
  };
  run.ends.push(() => {
    for (const bag of bags) if (bag.elements.length > calls) refuse(bag, true);
    return undefined;
  });
  return {
    values,
    next() {
      for (const bag of bags) {
        if (calls >= bag.elements.length) refuse(bag, false);
        values[bag.place] = bag.elements[calls];
      }
      calls += 1;
    },
  };
}
