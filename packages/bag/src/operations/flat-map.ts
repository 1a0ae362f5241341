import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createCallSpec } from "./call-spec.ts";
import { parseElementOptions } from "./element-options.ts";
import { createPipe } from "./pipe.ts";

export function flatMap(input: BagNode, fn: (...args: never[]) => unknown, options: unknown = {}): PipeNode {
  const where = "bag.flatMap()";
  assertFunction(fn, "fn", where);
  const { call, args } = createCallSpec(parseElementOptions(options, where));
  return createPipe(input, { kind: "flatMap", operation: "flatMap", fn: fn as UserFunction, ...call }, args);
}
