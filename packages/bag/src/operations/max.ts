import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, parseSplitOptions, type SplitOptions } from "./reduce.ts";

export function max(input: BagNode, options: SplitOptions = {}): ReduceNode {
  return createReduction(input, {
    operation: "max",
    sink: { kind: "extreme", which: "max" },
    combine: { kind: "extreme", which: "max" },
    whenEmpty: { kind: "refuse", message: "The bag has no elements, so none of them is the greatest." },
    ...parseSplitOptions(options, "bag.max()"),
  });
}
