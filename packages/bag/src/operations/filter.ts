import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

export function filter(input: BagNode, predicate: (element: never) => unknown): PipeNode {
  assertFunction(predicate, "predicate", "bag.filter()");
  return createPipe(input, {
    kind: "filter",
    operation: "filter",
    fn: predicate as UserFunction,
    keep: true,
  });
}
