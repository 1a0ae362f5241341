import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

export function tap(input: BagNode, fn: (element: never) => unknown): PipeNode {
  assertFunction(fn, "fn", "bag.tap()");
  return createPipe(input, { kind: "tap", operation: "tap", fn: fn as UserFunction });
}
