import { isThenable } from "@holdall/core/task";
import { createCallArguments, type CallArgument } from "../call-arguments.ts";
import { forEach } from "../for-each.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { Outcome, Push } from "../push.ts";
import type { StageInterpreter } from "../stage.ts";
import { failedIn, whenSettled, type UserFunction } from "../user-call.ts";
import { walkElements } from "../walk.ts";

/** Pushes what `fn` returns for each element; of a generator an array of what it yields. */
export interface MapSpec {
  readonly kind: "map";
  readonly operation: string;
  readonly fn: UserFunction;
  readonly args: readonly CallArgument[];
}

export const createMap: StageInterpreter<MapSpec> = (spec, push, run) =>
  createCalls(spec, createArrayPush(push, run, spec.operation), run);

/** A push that calls `fn` and hands on what it returns, awaited. */
export function createCalls(
  { operation, fn, args }: Omit<MapSpec, "kind">,
  push: Push,
  run: PipelineRun,
): Push {
  const fail = (error: unknown): unknown => failedIn(operation, run, error);
  if (args.length === 0) {
    return (element) => {
      let result: unknown;
      try {
        result = fn(element);
      } catch (error) {
        throw fail(error);
      }
      return isThenable(result) ? whenSettled(result, push, fail) : push(result);
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
    return isThenable(result) ? whenSettled(result, push, fail) : push(result);
  };
}

/** A push that reads generators into arrays before it hands them on: no one else could read them a second time. */
function createArrayPush(push: Push, run: PipelineRun, operation: string): Push {
  const options = { run, operation, isSource: false };
  return (value) => {
    if (typeof value !== "object" || value === null || !isGenerator(value)) return push(value);
    const items: unknown[] = [];
    const collect = (item: unknown): Outcome => {
      items.push(item);
      return undefined;
    };
    const outcome = forEach(walkElements(value)!, collect, options);
    return isThenable(outcome) ? outcome.then(() => push(items)) : push(items);
  };
}

function isGenerator(value: object): boolean {
  const tag = (value as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return tag === "Generator" || tag === "AsyncGenerator";
}
