import { createBag, type Bag } from "./bag.ts";
import { writeWith as createNode, type WriteOptions } from "./operations/write-with.ts";
import type { ElementWriter } from "./pipeline/sink/write.ts";

/**
 * Makes a bag of what comes of writing another one, a partition to each place: for writers of files, databases and
 * services. Nothing is written before `compute`. The elements go from what makes them to the writer one by one, in the
 * worker that works on the partition: they are never collected, and do not come back to the calling thread.
 *
 * A partition may be written more than once, as a worker may die: what a writer leaves behind should be there as a whole
 * or not at all, and the same each time.
 *
 * @param bag - what is written
 * @param places - one for each partition: paths, tables, addresses; data that goes to the workers
 * @param open - called for each partition with its place, before its first element; returns the writer
 * @returns a bag with one element per partition: what its writer's `close` returned
 *
 * @throws InvalidArgumentError when `bag` is no bag, `open` no function, or there is not one place for each partition, and
 * for unknown and invalid options
 *
 * @example
 * ```ts
 * import { Bag, writeWith, type ElementWriter } from "@holdall/bag";
 *
 * function openTotal(name: string): ElementWriter<number, string> {
 *   let total = 0;
 *   return {
 *     write: (x) => void (total += x),
 *     close: () => `${name}: ${total}`,
 *     abandon: () => {},
 *   };
 * }
 * const totals = writeWith(Bag.range(6, { npartitions: 2 }), ["a", "b"], openTotal, { operation: "total" });
 * console.log(await totals.compute({ scheduler: "sync" })); // [ 'a: 3', 'b: 12' ]
 * ```
 */
export function writeWith<T, P, R>(
  bag: Bag<T>,
  places: readonly P[],
  open: (place: P) => ElementWriter<T, R>,
  options: WriteOptions<R>,
): Bag<R> {
  return createBag<R>(createNode({ bag, places, open }, options));
}
