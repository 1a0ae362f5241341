import { arraySplit, Bag, type Item } from "holdall";
import type { Chunk } from "./functions.ts";

/** Two arrays of random numbers, as many as a raster of n × n cells has, flattened. */
export function createCells(length: number): Chunk {
  const random = (): Float64Array => Float64Array.from({ length }, () => Math.random());
  return [random(), random()];
}

/** Splits both arrays alike, into chunks whose sizes differ by at most one. */
export function splitCells([first, second]: Chunk, sections: number): Chunk[] {
  const seconds = arraySplit(second, sections);
  return arraySplit(first, sections).map((cells, section) => [cells, seconds[section]!]);
}

/** Describes the work, a partition for each chunk. Nothing runs. */
export function describeWork(
  chunks: readonly Chunk[],
  fn: (chunk: Chunk) => Float64Array,
): Item<Float64Array> {
  return Bag.fromSequence(chunks, { npartitions: chunks.length }).map(fn).concatenate();
}
