import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction } from "./reduce.ts";

export function sum(input: BagNode): ReduceNode {
  return createReduction(input, {
    operation: "sum",
    sink: { kind: "sum" },
    combine: { kind: "sum" },
    whenEmpty: { kind: "copy", value: 0 },
  });
}
