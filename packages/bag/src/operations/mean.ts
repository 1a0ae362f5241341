import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createMomentsReduction } from "./moments.ts";
import { parseSplitOptions, type SplitOptions } from "./reduce.ts";

export function mean(input: BagNode, options: SplitOptions = {}): ReduceNode {
  const split = parseSplitOptions(options, "bag.mean()");
  return createMomentsReduction(input, { statistic: { kind: "mean" }, noun: "mean", ...split });
}
