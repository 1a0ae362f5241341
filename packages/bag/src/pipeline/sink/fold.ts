import { isThenable } from "@holdall/core/task";
import type { Outcome } from "../push.ts";
import { nothing } from "../nothing.ts";
import type { SinkInterpreter } from "../sink.ts";
import { makeStandIn, type StandIn } from "../stand-in.ts";
import { failedIn, whenSettled, type UserFunction } from "../user-call.ts";

/** What `fn` makes of a running value and each element in turn, from `initial` or the first element on. */
export interface FoldSpec {
  readonly kind: "fold";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly initial: StandIn | undefined;
}

export const createFold: SinkInterpreter<FoldSpec> = ({ operation, fn, initial }, run) => {
  let value: unknown;
  let isEmpty = true;
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  const keep = (result: unknown): Outcome => {
    value = result;
    return undefined;
  };
  const combine = (element: unknown): Outcome | Promise<Outcome> => {
    let result: unknown;
    try {
      result = fn(value, element);
    } catch (error) {
      throw fail(error);
    }
    return isThenable(result) ? whenSettled(result, keep, fail) : keep(result);
  };
  const begin = (element: unknown): Outcome | Promise<Outcome> => {
    isEmpty = false;
    if (initial === undefined) return keep(element);
    let start: unknown;
    try {
      start = makeStandIn(initial);
    } catch (error) {
      throw fail(error);
    }
    const combineFirst = (settled: unknown): Outcome | Promise<Outcome> => {
      value = settled;
      return combine(element);
    };
    return isThenable(start) ? whenSettled(start, combineFirst, fail) : combineFirst(start);
  };
  return {
    push: (element) => (isEmpty ? begin(element) : combine(element)),
    finish: () => (isEmpty ? nothing : value),
  };
};
