import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { createCallSpec } from "./call-spec.ts";
import { parseElementOptions } from "./element-options.ts";
import { createPipe } from "./pipe.ts";

export function remove(
  input: BagNode,
  predicate: (...args: never[]) => unknown,
  options: unknown = {},
): PipeNode {
  const where = "bag.remove()";
  assertFunction(predicate, "predicate", where);
  const { call, args } = createCallSpec(parseElementOptions(options, where));
  return createPipe(
    input,
    { kind: "filter", operation: "remove", fn: predicate as UserFunction, keep: false, ...call },
    args,
  );
}
