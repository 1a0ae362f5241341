import { parseOptions } from "@holdall/core";
import type { KeySpec } from "../pipeline/element-key.ts";
import type { BagNode } from "../plan/node.ts";
import { parseKey } from "./key-argument.ts";
import {
  createScatter,
  defaultPartitions,
  joinedToDealOut,
  shuffleOptionsSchema,
  type ShuffleOptions,
} from "./shuffle.ts";

const where = "bag.groupBy()";

export function groupBy(input: BagNode, by: unknown, options: ShuffleOptions): BagNode {
  const key = parseKey(by, where);
  const { npartitions = defaultPartitions(input) } = parseOptions(shuffleOptionsSchema, options, where);
  return createGroups([{ input, key }], { operation: "groupBy", npartitions });
}

/** A bag, and by what its elements are grouped. */
interface KeyedBag {
  readonly input: BagNode;
  readonly key: KeySpec;
}

/** Arrays of a key and, for each bag, an array of its elements that have it. */
export function createGroups(
  bags: readonly KeyedBag[],
  { operation, npartitions }: Pick<BagNode, "operation" | "npartitions">,
): BagNode {
  const inputs = bags.map(({ input, key }) => {
    const sink = { kind: "group", operation, key, parts: npartitions } as const;
    const scattering = { operation, sink, parts: npartitions };
    return createScatter(joinedToDealOut(input, scattering), scattering);
  });
  return { kind: "shuffle", operation, npartitions, inputs };
}
