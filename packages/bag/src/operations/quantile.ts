import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, parseSplitOptions, type SplitOptions } from "./reduce.ts";

const where = "bag.quantile()";

export function quantile(
  input: BagNode,
  q: number | readonly number[],
  options: SplitOptions = {},
): ReduceNode {
  const quantiles = Array.isArray(q) ? Array.from(q as number[]) : (q as number);
  for (const one of [quantiles].flat()) assertQuantile(one);
  return createReduction(input, {
    operation: "quantile",
    sink: { kind: "digest" },
    combine: { kind: "mergeDigests", quantiles: undefined },
    last: { kind: "mergeDigests", quantiles },
    whenEmpty: { kind: "refuse", message: "The bag has no elements, so they have no quantiles." },
    ...parseSplitOptions(options, where),
  });
}

function assertQuantile(q: unknown): void {
  if (typeof q !== "number" || !(q >= 0 && q <= 1)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`q\` to be a number from 0 to 1, or an array of such numbers, got ${describeValue(q)}.`,
    );
  }
}
