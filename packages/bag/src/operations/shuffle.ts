import { wholeNumber } from "@holdall/core";
import { z } from "zod";
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

// Each task that deals elements out has a part for each partition. More parts than this are too many for a graph.
const mostParts = 2 ** 18;

/**
 * Deals the elements of a bag out to partitions. Where there were too many parts of partitions to keep track of,
 * neighbouring partitions are joined before.
 */
export function createScatter(
  input: BagNode,
  { operation, sink, parts }: Pick<ScatterNode, "operation" | "sink" | "parts">,
): ScatterNode {
  const npartitions = Math.min(input.npartitions, Math.max(1, Math.floor(mostParts / parts)));
  const joined: BagNode =
    npartitions === input.npartitions ? input : { kind: "coalesce", operation, npartitions, input };
  return { kind: "scatter", operation, npartitions, input: joined, sink, args: [], parts, firstPartition: 0 };
}
