import { assertFunction } from "@holdall/core";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { parseElementOptions } from "./element-options.ts";
import { createPipe } from "./pipe.ts";

export function remove(
  input: BagNode,
  predicate: (element: never) => unknown,
  options: unknown = {},
): PipeNode {
  const where = "bag.remove()";
  assertFunction(predicate, "predicate", where);
  return createPipe(input, {
    kind: "filter",
    operation: "remove",
    fn: predicate as UserFunction,
    keep: false,
    ...parseElementOptions(options, where),
  });
}
