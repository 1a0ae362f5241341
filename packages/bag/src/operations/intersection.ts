import type { BagNode, ElementsNode } from "../plan/node.ts";
import type { OtherArgument } from "./other-bag.ts";
import { createSelection } from "./selection.ts";

export function intersection(input: BagNode, other: OtherArgument, options: unknown): ElementsNode {
  return createSelection(input, { ...other, operation: "intersection", which: "common" }, options);
}
