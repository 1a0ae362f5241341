import { assertFunction, parseOptions } from "@holdall/core";
import { z } from "zod";
import { noColumns } from "../pipeline/columns.ts";
import type { FoldBySpec } from "../pipeline/sink/fold-by.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createElements } from "./elements.ts";
import { combineSchema, type FoldOptions } from "./fold.ts";
import { standInFor } from "./initial.ts";
import { parseKey } from "./key-argument.ts";
import { createReduction, splitEverySchema } from "./reduce.ts";

/** Options of `foldBy`. */
export interface FoldByOptions<A> extends FoldOptions<A> {
  /**
   * What the last step of combining starts from, once for each key: a value, of which each gets its own copy, or a
   * function that makes it. Without it, combining starts from what the first partition came to.
   */
  readonly combineInitial?: A | (() => A | PromiseLike<A>) | undefined;
}

const where = "bag.foldBy()";
const schema = z.strictObject({
  initial: z.unknown().optional(),
  combine: combineSchema,
  combineInitial: z.unknown().optional(),
  splitEvery: splitEverySchema,
});

/** The functions of `foldBy`. */
export interface FoldByFunctions {
  readonly key: unknown;
  readonly binop: unknown;
}

export function foldBy(input: BagNode, { key, binop }: FoldByFunctions, options: unknown): ElementsNode {
  const parsedKey = parseKey(key, where);
  assertFunction(binop, "binop", where);
  const fn = binop as UserFunction;
  const { initial, combine = fn, combineInitial, splitEvery } = parseOptions(schema, options, where);
  const operation = "foldBy";
  const merge = {
    kind: "foldBy",
    operation,
    key: { kind: "property", name: 0 },
    of: "value",
    fn: combine,
    initial: undefined,
    result: "columns",
  } as const satisfies FoldBySpec;
  const reduction = createReduction(input, {
    operation,
    sink: {
      ...merge,
      key: parsedKey,
      of: "element",
      fn,
      initial: standInFor(initial, where),
    },
    beforeCombining: [{ kind: "entries", operation }],
    combine: merge,
    last: {
      ...merge,
      initial: standInFor(combineInitial, where, "combineInitial"),
      result: "entries",
    },
    whenEmpty: { kind: "copy", value: noColumns },
    splitEvery,
  });
  return createElements(reduction);
}
