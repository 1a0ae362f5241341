import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, ReduceNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";
import { createReduction } from "./reduce.ts";
import { take } from "./take.ts";

export function find(input: BagNode, predicate: (element: never) => unknown): ReduceNode {
  assertFunction(predicate, "predicate", "bag.find()");
  const operation = "find";
  const found = createPipe(input, { kind: "filter", operation, fn: predicate as UserFunction, keep: true });
  // Of at most one element the smallest is that one, whatever it is: there is nothing to compare it with.
  const only = { kind: "extreme", which: "min" } as const;
  return createReduction(take(found, 1, {}), {
    operation,
    sink: only,
    combine: only,
    whenEmpty: { kind: "copy", value: undefined },
  });
}
