import { assertFunction, parseOptions } from "@holdall/core";
import { z } from "zod";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { standInFor } from "./initial.ts";
import { createReduction, splitEverySchema, type SplitOptions } from "./reduce.ts";

/** Options of `fold`. */
export interface FoldOptions<A> extends SplitOptions {
  /**
   * What the fold of each partition starts from: a value, of which each gets its own copy, or a function that makes
   * it. It should change nothing, as 0 does in a sum. Without it, folds start from their first element.
   */
  readonly initial?: A | (() => A | PromiseLike<A>) | undefined;
  /** Combines what two neighbouring parts came to. @default `binop` */
  readonly combine?: ((a: A, b: A) => A | PromiseLike<A>) | undefined;
}

/** The schema of `combine`, for the options of folds. */
export const combineSchema: z.ZodType<UserFunction | undefined> = z
  .custom<UserFunction>((value) => typeof value === "function")
  .describe("a function")
  .optional();

const where = "bag.fold()";
const schema = z.strictObject({
  initial: z.unknown().optional(),
  combine: combineSchema,
  splitEvery: splitEverySchema,
});

export function fold(input: BagNode, binop: (a: never, b: never) => unknown, options: unknown): ReduceNode {
  assertFunction(binop, "binop", where);
  const { initial, combine = binop as UserFunction, splitEvery } = parseOptions(schema, options, where);
  const start = standInFor(initial, where);
  return createReduction(input, {
    operation: "fold",
    sink: { kind: "fold", operation: "fold", fn: binop as UserFunction, initial: start },
    combine: { kind: "fold", operation: "fold", fn: combine, initial: undefined },
    whenEmpty: start ?? {
      kind: "refuse",
      message: "The bag has no elements, and without `initial` there is nothing to fold.",
    },
    splitEvery,
  });
}
