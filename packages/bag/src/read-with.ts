import type { PartitionContext } from "./pipeline/element-context.ts";
import { createBag, type Bag } from "./bag.ts";
import { readWith as createNode, type ReadOptions } from "./operations/read-with.ts";

/**
 * Makes a bag of what is read in the workers: for readers of files, databases and services. Nothing is read before
 * `compute`.
 *
 * @param places - where to read: files and offsets, pages, ranges of keys; data that goes to the workers
 * @param read - called for each partition with its places; returns an iterable, best a synchronous one as of a generator
 * function, of portions: arrays of elements. They go through the rest of the pipeline without another array being made. Where
 * it has a second parameter, it is told of the run there, of its `signal` above all, on which what is waited for should end;
 * what follows is `args` of the options
 *
 * @throws InvalidArgumentError when `places` is no array or `read` no function, and for unknown and invalid options
 *
 * @example
 * ```ts
 * import { readWith } from "@holdall/bag";
 *
 * function* readPages(pages: readonly number[]) {
 *   for (const page of pages) yield [`first of page ${page}`, `second of page ${page}`];
 * }
 * const rows = readWith([1, 2], readPages, { operation: "readPages" });
 * console.log(rows.npartitions); // 2
 * console.log(await rows.take(3).compute({ scheduler: "sync" })); // [ 'first of page 1', 'second of page 1', 'first of page 2' ]
 * ```
 */
export function readWith<P, T, A extends readonly unknown[] = []>(
  places: readonly P[],
  read: (
    places: readonly P[],
    context: PartitionContext,
    ...args: A
  ) => Iterable<readonly T[]> | AsyncIterable<readonly T[]>,
  options: ReadOptions<P, A>,
): Bag<T> {
  return createBag<T>(createNode(places, read, options));
}
