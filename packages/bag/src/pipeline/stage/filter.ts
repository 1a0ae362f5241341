import { isThenable } from "@holdall/core/task";
import type { StageInterpreter } from "../stage.ts";
import { failedIn, whenSettled, type UserFunction } from "../user-call.ts";

/** Pushes the elements for which the truth of what `fn` returns is `keep`. */
export interface FilterSpec {
  readonly kind: "filter";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly keep: boolean;
}

export const createFilter: StageInterpreter<FilterSpec> = ({ operation, fn, keep }, push, run) => {
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  return (element) => {
    let result: unknown;
    try {
      result = fn(element);
    } catch (error) {
      throw fail(error);
    }
    if (isThenable(result)) {
      return whenSettled(result, (settled) => (Boolean(settled) === keep ? push(element) : undefined), fail);
    }
    return Boolean(result) === keep ? push(element) : undefined;
  };
};
