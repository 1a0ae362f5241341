import type { BagNode, SearchNode } from "../plan/node.ts";
import { createDecision } from "./decision.ts";

export function all(input: BagNode, predicate: ((element: never) => unknown) | undefined): SearchNode {
  return createDecision(input, predicate, { operation: "all", decisive: false });
}
