import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { ApplyNode, ItemNode } from "../plan/node.ts";

export function apply(input: ItemNode, fn: (value: never) => unknown): ApplyNode {
  assertFunction(fn, "fn", "item.apply()");
  return { kind: "apply", operation: "apply", input, fn: fn as UserFunction };
}
