import { forEach, isPending } from "./for-each.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome } from "./push.ts";
import { isIndexed, isIterable, walkElements } from "./walk.ts";

/**
 * Reads all of an iterable or async iterable.
 * @param operation - what failed when its iterator throws
 * @returns an array, or a promise of it
 */
export function readElements(
  iterable: unknown,
  run: PipelineRun,
  operation: string,
): unknown[] | Promise<unknown[]> {
  const items: unknown[] = [];
  const collect = (item: unknown): Outcome => {
    items.push(item);
    return undefined;
  };
  const outcome = forEach(walkElements(iterable)!, collect, { run, operation, isSource: false });
  return isPending(outcome) ? outcome.then(() => items) : items;
}

/** The same for what is read in no other way than from beginning to end; all else comes back as it is. */
export function readIterable(value: unknown, run: PipelineRun, operation: string): unknown {
  const isRead = typeof value === "object" && !isIndexed(value) && isIterable(value);
  return isRead ? readElements(value, run, operation) : value;
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
