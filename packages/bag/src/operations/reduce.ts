import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { SinkSpec } from "../pipeline/sink.ts";
import type { StageSpec } from "../pipeline/stage.ts";
import type { StandIn } from "../pipeline/stand-in.ts";
import type { BagNode, PlanArgument, ReduceNode } from "../plan/node.ts";

/** How a reduction is shaped. */
export interface SplitOptions {
  /** How many partial results are combined at a time; `false` for all at once. @default 8 */
  readonly splitEvery?: number | false | undefined;
}

/** The schema of `splitEvery`, for the options of reductions. */
export const splitEverySchema: z.ZodType<number | false | undefined> = z
  .union([z.literal(false), wholeNumber(2)])
  .describe("false or a whole number from 2 up")
  .optional();

const schema = z.strictObject({ splitEvery: splitEverySchema });

/** @throws InvalidArgumentError for unknown and invalid options */
export function parseSplitOptions(options: unknown, where: string): SplitOptions {
  return parseOptions(schema, options, where);
}

/** A reduction in two halves: of each partition, and of what came out of them. */
export interface Reduction {
  readonly operation: string;
  readonly sink: SinkSpec;
  /** What the slots of the sink name. @default nothing */
  readonly args?: readonly PlanArgument[];
  /** What is done to results before they are combined. @default nothing */
  readonly beforeCombining?: readonly StageSpec[];
  readonly combine: SinkSpec;
  /** The last step of combining, where the result is something else than what is combined. @default `combine` */
  readonly last?: SinkSpec;
  readonly whenEmpty: StandIn;
  readonly splitEvery?: number | false | undefined;
}

export function createReduction(input: BagNode, reduction: Reduction): ReduceNode {
  const { operation, sink, args = [], combine, last = combine, whenEmpty, splitEvery = 8 } = reduction;
  const { beforeCombining = [] } = reduction;
  const { npartitions } = input;
  return {
    kind: "reduce",
    operation,
    input: { kind: "partials", operation, npartitions, input, sink, args, firstPartition: 0 },
    beforeCombining,
    combine,
    last,
    whenEmpty,
    splitEvery,
  };
}
