import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { Statistic } from "../pipeline/moments.ts";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction, splitEverySchema, type SplitOptions } from "./reduce.ts";

/** Options of `variance` and `std`. */
export interface VarianceOptions extends SplitOptions {
  /**
   * Delta degrees of freedom: the sum of squares is divided by the number of elements less this. 0 gives the variance
   * of the elements, 1 an estimate of that of what they are a sample of. @default 0
   */
  readonly ddof?: number | undefined;
}

const schema = z.strictObject({ ddof: wholeNumber(0).optional(), splitEvery: splitEverySchema });

/** @throws InvalidArgumentError for unknown and invalid options */
export function parseVarianceOptions(options: unknown, where: string): { ddof: number } & SplitOptions {
  const { ddof = 0, ...split } = parseOptions(schema, options, where);
  return { ddof, ...split };
}

/** A reduction to a number that is told from moments. */
export interface MomentsReduction extends SplitOptions {
  readonly statistic: Statistic;
  /** What there is none of without elements. */
  readonly noun: string;
}

export function createMomentsReduction(
  input: BagNode,
  { statistic, noun, splitEvery }: MomentsReduction,
): ReduceNode {
  return createReduction(input, {
    operation: statistic.kind,
    sink: { kind: "moments" },
    combine: { kind: "mergeMoments", statistic: undefined },
    last: { kind: "mergeMoments", statistic },
    whenEmpty: { kind: "refuse", message: `The bag has no elements, so they have no ${noun}.` },
    splitEvery,
  });
}
