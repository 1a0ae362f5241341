import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, SearchNode } from "../plan/node.ts";
import { createSearch } from "./search.ts";

/** What a question about all elements is called, and the truth of an element that decides it. */
export interface Question {
  readonly operation: "any" | "all";
  readonly decisive: boolean;
}

export function createDecision(
  input: BagNode,
  predicate: ((element: never) => unknown) | undefined,
  { operation, decisive }: Question,
): SearchNode {
  if (predicate !== undefined) assertFunction(predicate, "predicate", `bag.${operation}()`);
  const fn = predicate as UserFunction | undefined;
  const sink = { kind: "decide", operation, fn, decisive } as const;
  return createSearch(input, { operation, sink, answer: decisive, otherwise: !decisive });
}
