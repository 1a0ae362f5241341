import { isThenable } from "@holdall/core/task";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import type { SourceInterpreter } from "../source.ts";
import { forEach } from "../for-each.ts";
import { failedIn, whenSettled } from "../user-call.ts";
import { walkElements } from "../walk.ts";

/** What a partition contributes to a reduction: one partial result in an array, or an empty one for nothing. */
export type PartialResult = readonly [] | readonly [unknown];

/** PartialResult results to be combined: slot 0 holds an array of {@link PartialResult}. */
export interface PartialsSpec {
  readonly kind: "partials";
  readonly operation: string;
  /** In the last step of a reduction: what stands for the partials if there is none. */
  readonly whenEmpty?: StandIn;
}

export const runPartials: SourceInterpreter<PartialsSpec> = ({ operation, whenEmpty }, push, run) => {
  const partials = (run.inputs[0] as readonly PartialResult[]).flat();
  if (partials.length > 0 || whenEmpty === undefined) {
    return forEach(walkElements(partials)!, push, { run, operation, isSource: false });
  }
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  let partial: unknown;
  try {
    partial = makeStandIn(whenEmpty);
  } catch (error) {
    throw fail(error);
  }
  return isThenable(partial) ? whenSettled(partial, push, fail) : push(partial);
};
