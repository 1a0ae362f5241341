import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, parseSplitOptions, type SplitOptions } from "./reduce.ts";

export function sum(input: BagNode, options: SplitOptions = {}): ReduceNode {
  return createReduction(input, {
    operation: "sum",
    sink: { kind: "sum" },
    combine: { kind: "sum" },
    whenEmpty: { kind: "copy", value: 0 },
    ...parseSplitOptions(options, "bag.sum()"),
  });
}
