import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction } from "./reduce.ts";

export function min(input: BagNode): ReduceNode {
  return createReduction(input, {
    operation: "min",
    sink: { kind: "extreme", which: "min" },
    combine: { kind: "extreme", which: "min" },
    whenEmpty: { kind: "refuse", message: "The bag has no elements, so none of them is the smallest." },
  });
}
