import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { KeySpec } from "../pipeline/element-key.ts";
import type { BagNode, ShuffleNode } from "../plan/node.ts";
import { parseKey } from "./key-argument.ts";
import {
  createScatter,
  defaultPartitions,
  joinedToDealOut,
  shuffleOptionsSchema,
  type ShuffleOptions,
} from "./shuffle.ts";

/** What the elements of a key may come as, by the name of that. */
export interface GroupForms<T> {
  /** An array of them. */
  readonly array: T[];
  /** Read when it is iterated, so that it need not fit in memory. */
  readonly iterable: Iterable<T>;
}

/** Options of `groupBy`. */
export interface GroupByOptions<A extends keyof GroupForms<unknown>> extends ShuffleOptions {
  /**
   * What the elements of a key come as: an array, or an iterable that is read when it is iterated, by the functions of the
   * operations that follow.
   * @default "array"
   */
  readonly as?: A | undefined;
}

const where = "bag.groupBy()";
const schema = shuffleOptionsSchema.extend({
  as: z.enum(["array", "iterable"]).describe('"array" or "iterable"').optional(),
});

export function groupBy(input: BagNode, by: unknown, options: unknown): BagNode {
  const key = parseKey(by, where);
  const { npartitions = defaultPartitions(input), as = "array" } = parseOptions(schema, options, where);
  return createGroups([{ input, key }], { operation: "groupBy", npartitions, as });
}

/** A bag, and by what its elements are grouped. */
interface KeyedBag {
  readonly input: BagNode;
  readonly key: KeySpec;
}

/** Pairs, or longer arrays, of a key and, for each bag, its elements that have it. */
export function createGroups(
  bags: readonly KeyedBag[],
  { operation, npartitions, as }: Pick<ShuffleNode, "operation" | "npartitions" | "as">,
): BagNode {
  const inputs = bags.map(({ input, key }) => {
    const sink = { kind: "group", operation, key, parts: npartitions } as const;
    const scattering = { operation, sink, parts: npartitions };
    return createScatter(joinedToDealOut(input, scattering), scattering);
  });
  return { kind: "shuffle", operation, npartitions, inputs, as };
}
