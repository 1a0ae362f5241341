import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

export function remove(input: BagNode, predicate: (element: never) => unknown): PipeNode {
  assertFunction(predicate, "predicate", "bag.remove()");
  return createPipe(input, {
    kind: "filter",
    operation: "remove",
    fn: predicate as UserFunction,
    keep: false,
  });
}
