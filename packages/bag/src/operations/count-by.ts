import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createCounts } from "./counts.ts";
import { parseKey } from "./key-argument.ts";

export function countBy(input: BagNode, key: unknown): ElementsNode {
  return createCounts(input, { operation: "countBy", key: parseKey(key, "bag.countBy()") });
}
