import type { BagNode, PipeNode } from "../plan/node.ts";
import type { OtherArgument } from "./other-bag.ts";
import { createSelection } from "./selection.ts";

export function intersection(input: BagNode, other: OtherArgument, options: unknown): PipeNode {
  return createSelection(input, { ...other, operation: "intersection", keep: true }, options);
}
