import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, parseSplitOptions, type SplitOptions } from "./reduce.ts";

export function min(input: BagNode, options: SplitOptions = {}): ReduceNode {
  return createReduction(input, {
    operation: "min",
    sink: { kind: "extreme", which: "min" },
    combine: { kind: "extreme", which: "min" },
    whenEmpty: { kind: "refuse", message: "The bag has no elements, so none of them is the smallest." },
    ...parseSplitOptions(options, "bag.min()"),
  });
}
