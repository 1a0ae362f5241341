import { notIterableError } from "../errors.ts";
import { forEach, isPending } from "./for-each.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome } from "./push.ts";
import { isIndexed, isIterable, walkElements } from "./walk.ts";

/**
 * Reads all of an iterable or async iterable. What its iterator throws is for the caller to deal with.
 * @returns an array, or a promise of it
 */
export function readElements(iterable: unknown, run: PipelineRun): unknown[] | Promise<unknown[]> {
  const items: unknown[] = [];
  const collect = (item: unknown): Outcome => {
    items.push(item);
    return undefined;
  };
  const outcome = forEach(walkElements(iterable)!, collect, { run, isSource: false });
  return isPending(outcome) ? outcome.then(() => items) : items;
}

/** Makes of what a function of the user returned what is gone on with, or a promise of it; `by` is its name. */
export type Read = (result: unknown, by: "fn" | "onError") => unknown;

/**
 * Reads what can be read in no other way than from beginning to end; arrays, typed arrays and strings come back as they
 * are.
 * @throws TypeError when the result is not iterable
 */
export function createIterableReader(run: PipelineRun): Read {
  return (result, by) => {
    if (isIndexed(result)) return result;
    if (!isIterable(result)) throw notIterableError(`what \`${by}\` returns`, result);
    return typeof result === "string" ? result : readElements(result, run);
  };
}

/** Whether a value may be a generator: a quick look, for {@link isGenerator} to be asked only about what may. */
export function isGeneratorLike(value: unknown): value is Iterator<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as Iterator<unknown>).next === "function"
  );
}

export function isGenerator(value: object): boolean {
  const { [Symbol.toStringTag]: tag } = value as { readonly [Symbol.toStringTag]?: unknown };
  return tag === "Generator" || tag === "AsyncGenerator";
}
