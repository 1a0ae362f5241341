import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

export function flatMap(input: BagNode, fn: (element: never) => unknown): PipeNode {
  assertFunction(fn, "fn", "bag.flatMap()");
  return createPipe(input, { kind: "flatMap", operation: "flatMap", fn: fn as UserFunction });
}
