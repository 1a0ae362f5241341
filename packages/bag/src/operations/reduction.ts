import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, parseSplitOptions } from "./reduce.ts";

const where = "bag.reduction()";

/** The two functions of a reduction. */
export interface ReductionFunctions {
  readonly perPartition: (elements: never) => unknown;
  readonly aggregate: (partials: never) => unknown;
}

export function reduction(
  input: BagNode,
  { perPartition, aggregate }: ReductionFunctions,
  options: unknown,
): ReduceNode {
  assertFunction(perPartition, "perPartition", where);
  assertFunction(aggregate, "aggregate", where);
  const { splitEvery } = parseSplitOptions(options, where);
  const fn = perPartition as UserFunction;
  return createReduction(input, {
    operation: "reduction",
    sink: { kind: "aggregate", operation: "reduction", fn },
    combine: { kind: "aggregate", operation: "reduction", fn: aggregate as UserFunction },
    whenEmpty: { kind: "call", fn, args: [[]] },
    splitEvery,
  });
}
