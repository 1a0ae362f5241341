import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createMomentsReduction, parseVarianceOptions, type VarianceOptions } from "./moments.ts";

export function variance(input: BagNode, options: VarianceOptions = {}): ReduceNode {
  const { ddof, ...split } = parseVarianceOptions(options, "bag.variance()");
  return createMomentsReduction(input, { statistic: { kind: "variance", ddof }, noun: "variance", ...split });
}
