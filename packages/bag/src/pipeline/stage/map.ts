import { isThenable } from "@holdall/core/task";
import { createCallArguments, type CallArgument } from "../call-arguments.ts";
import { forEach } from "../for-each.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { Outcome, Push } from "../push.ts";
import type { StageInterpreter } from "../stage.ts";
import { failedIn, whenSettled, type UserFunction } from "../user-call.ts";
import { walkElements } from "../walk.ts";

/** Pushes what `fn` returns for each element. */
export interface MapSpec {
  readonly kind: "map";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly CallArgument[];
  /** Whether `fn` is a generator function: what it yields is then pushed as one array. */
  readonly isGenerator: boolean;
}

export const createMap: StageInterpreter<MapSpec> = (spec, push, run) => {
  const { operation, fn, args } = spec;
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  const onward = spec.isGenerator ? createArrayPush(push, run, operation) : push;
  if (args.length === 0) {
    return (element) => {
      let result: unknown;
      try {
        result = fn(element);
      } catch (error) {
        throw fail(error);
      }
      return isThenable(result) ? whenSettled(result, onward, fail) : onward(result);
    };
  }
  const { values, next } = createCallArguments(args, run, operation);
  return (element) => {
    next?.();
    let result: unknown;
    try {
      result = fn(element, ...values);
    } catch (error) {
      throw fail(error);
    }
    return isThenable(result) ? whenSettled(result, onward, fail) : onward(result);
  };
};

/** A push that hands on, as one array, all that it is given to iterate over. */
function createArrayPush(push: Push, run: PipelineRun, operation: string): Push {
  return (iterable) => {
    const items: unknown[] = [];
    const collect = (item: unknown): Outcome => {
      items.push(item);
      return undefined;
    };
    const outcome = forEach(walkElements(iterable)!, collect, { run, operation, isSource: false });
    return isThenable(outcome) ? outcome.then(() => push(items)) : push(items);
  };
}
