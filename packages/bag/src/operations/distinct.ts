import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createDistinct, parseDistinction } from "./distinction.ts";

export function distinct(input: BagNode, options: unknown): ElementsNode {
  return createDistinct(input, parseDistinction("distinct", options));
}
