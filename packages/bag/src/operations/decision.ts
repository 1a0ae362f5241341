import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createReduction } from "./reduce.ts";

/** What a question about all elements is called, and the truth of an element that decides it. */
export interface Question {
  readonly operation: "any" | "all";
  readonly decisive: boolean;
}

export function createDecision(
  input: BagNode,
  predicate: ((element: never) => unknown) | undefined,
  { operation, decisive }: Question,
): ReduceNode {
  if (predicate !== undefined) assertFunction(predicate, "predicate", `bag.${operation}()`);
  const decide = { kind: "decide", operation, decisive } as const;
  return createReduction(input, {
    operation,
    sink: { ...decide, fn: predicate as UserFunction | undefined },
    combine: { ...decide, fn: undefined },
    whenEmpty: { kind: "copy", value: !decisive },
  });
}
