import { streamOne, type Collection } from "@holdall/core";

/** Yields the elements of a bag as its partitions are computed. */
export async function* iterate<T>(bag: Collection<T[]>): AsyncGenerator<T, void, undefined> {
  for await (const partition of streamOne(bag, undefined, "for await")) yield* partition as T[];
}
