import { wholeNumber } from "@holdall/core";
import { z } from "zod";
import { mostElements } from "../plan/most-elements.ts";
import type { BagNode, ScatterNode } from "../plan/node.ts";

/** Into how many partitions elements are put that are brought together from all partitions. */
export interface ShuffleOptions {
  /** How many partitions there are to be. @default as many as there are, up to 256 */
  readonly npartitions?: number | undefined;
}

export const shuffleOptionsSchema: z.ZodObject<{ npartitions: z.ZodOptional<z.ZodType<number>> }> =
  z.strictObject({ npartitions: wholeNumber(1).optional() });

// With more, graphs would have more parts to keep track of than is worth it for most bags.
const mostByDefault = 256;

/** Number of partitions of a shuffle for which none is given. */
export function defaultPartitions(...inputs: readonly BagNode[]): number {
  return Math.min(mostByDefault, Math.max(...inputs.map((input) => input.npartitions)));
}

/** How each partition is dealt out. */
type Scattering = Pick<ScatterNode, "operation" | "sink" | "parts">;

/** Deals the elements of each partition out to so many parts. */
export function createScatter(input: BagNode, scattering: Scattering): ScatterNode {
  const { npartitions } = input;
  return { kind: "scatter", npartitions, input, args: [], firstPartition: 0, ...scattering };
}

// More parts than this are too many for a graph to keep track of.
const mostParts = 2 ** 18;
// As much as a part costs, it should hold so many elements. Where it is not known how many there are, parts are to be
// no more than so many.
const [worthwhile, manyParts] = [256, 2 ** 16];
// So many tasks keep the workers of one machine busy, however much they do for each element.
const fewestTasks = 32;

/** The same bag, of which neighbouring partitions are joined if too many parts came of dealing out each of them. */
export function joinedToDealOut(
  input: BagNode,
  { operation, parts }: Pick<Scattering, "operation" | "parts">,
): BagNode {
  const length = mostElements(input);
  // No task is to hold more than a new partition does, unless that is little.
  const sensible =
    length === Infinity
      ? Math.max(manyParts / parts, parts)
      : Math.max(length / (worthwhile * parts), fewestTasks);
  const npartitions = Math.max(1, Math.floor(Math.min(sensible, mostParts / parts)));
  return npartitions < input.npartitions ? { kind: "coalesce", operation, npartitions, input } : input;
}
