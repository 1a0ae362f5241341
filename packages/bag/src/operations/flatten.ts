import type { BagNode, PipeNode } from "../plan/node.ts";
import { createPipe } from "./pipe.ts";

export function flatten(input: BagNode): PipeNode {
  return createPipe(input, { kind: "flatten", operation: "flatten" });
}
