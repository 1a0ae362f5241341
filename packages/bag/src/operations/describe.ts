import type { BagNode, ReduceNode } from "../plan/node.ts";
import { parseVarianceOptions, type VarianceOptions } from "./moments.ts";
import { createReduction } from "./reduce.ts";

export function describe(input: BagNode, options: VarianceOptions = {}): ReduceNode {
  const { ddof, ...split } = parseVarianceOptions(options, "bag.describe()");
  return createReduction(input, {
    operation: "describe",
    sink: { kind: "describe" },
    combine: { kind: "mergeDescriptions", ddof: undefined },
    last: { kind: "mergeDescriptions", ddof },
    whenEmpty: { kind: "refuse", message: "The bag has no elements, so there is nothing to describe." },
    ...split,
  });
}
