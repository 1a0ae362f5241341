import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, parseSplitOptions, type SplitOptions } from "./reduce.ts";

export function count(input: BagNode, options: SplitOptions = {}): ReduceNode {
  return createReduction(input, {
    operation: "count",
    sink: { kind: "count" },
    combine: { kind: "sum" },
    whenEmpty: { kind: "copy", value: 0 },
    ...parseSplitOptions(options, "bag.count()"),
  });
}
