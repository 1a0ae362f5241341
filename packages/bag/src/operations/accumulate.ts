import { assertFunction, parseOptions } from "@holdall/core";
import { z } from "zod";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { AccumulateNode, BagNode } from "../plan/node.ts";
import { standInFor } from "./initial.ts";

/** Options of `accumulate`. */
export interface AccumulateOptions<A> {
  /** The first running value: a value, which is copied, or a function that makes it. @default the first element */
  readonly initial?: A | (() => A | PromiseLike<A>) | undefined;
}

const where = "bag.accumulate()";
const operation = "accumulate";
const schema = z.strictObject({ initial: z.unknown().optional() });

export function accumulate(
  input: BagNode,
  binop: (a: never, b: never) => unknown,
  options: unknown,
): AccumulateNode {
  assertFunction(binop, "binop", where);
  const { initial } = parseOptions(schema, options, where);
  return {
    kind: "accumulate",
    operation,
    npartitions: input.npartitions,
    input,
    sink: {
      kind: "accumulate",
      operation,
      fn: binop as UserFunction,
      initial: standInFor(initial, where),
      args: [{ kind: "broadcast", slot: 0 }],
    },
    args: [{ kind: "carry" }],
    firstPartition: 0,
  };
}
