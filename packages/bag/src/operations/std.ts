import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createMomentsReduction, parseVarianceOptions, type VarianceOptions } from "./moments.ts";

export function std(input: BagNode, options: VarianceOptions = {}): ReduceNode {
  const { ddof, ...split } = parseVarianceOptions(options, "bag.std()");
  const noun = "standard deviation";
  return createMomentsReduction(input, { statistic: { kind: "std", ddof }, noun, ...split });
}
