import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction } from "./reduce.ts";

export function count(input: BagNode): ReduceNode {
  return createReduction(input, {
    operation: "count",
    sink: { kind: "count" },
    combine: { kind: "sum" },
    whenEmpty: { kind: "copy", value: 0 },
  });
}
