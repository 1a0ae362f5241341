import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, SearchNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";
import { createSearch } from "./search.ts";

const operation = "find";

export function find(input: BagNode, predicate: (element: never) => unknown): SearchNode {
  assertFunction(predicate, "predicate", "bag.find()");
  const found = createPipe(input, { kind: "filter", operation, fn: predicate as UserFunction, keep: true });
  const first = createPipe(found, { kind: "take", operation, count: 1 });
  // Of at most one element the smallest is that one, whatever it is: there is nothing to compare it with.
  return createSearch(first, { operation, sink: { kind: "extreme", which: "min" }, otherwise: undefined });
}
