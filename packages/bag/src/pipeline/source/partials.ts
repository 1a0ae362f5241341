import { isThenable } from "@holdall/core/task";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import type { Outcome, Push } from "../push.ts";
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
  const partials = run.inputs[0] as readonly PartialResult[];
  if (whenEmpty !== undefined && partials.every((partial) => partial.length === 0)) {
    return pushStandIn(whenEmpty, push, (error) => failedIn(operation, run, error));
  }
  // Taken out one by one: an array of floating-point numbers here would make the loop slower for all other arrays.
  const pushPartial: Push = (partial) =>
    (partial as PartialResult).length === 0 ? undefined : push((partial as PartialResult)[0]);
  return forEach(walkElements(partials)!, pushPartial, { run, operation, isSource: false });
};

function pushStandIn(
  standIn: StandIn,
  push: Push,
  fail: (error: unknown) => unknown,
): Outcome | Promise<Outcome> {
  let value: unknown;
  try {
    value = makeStandIn(standIn);
  } catch (error) {
    throw fail(error);
  }
  return isThenable(value) ? whenSettled(value, push, fail) : push(value);
}
