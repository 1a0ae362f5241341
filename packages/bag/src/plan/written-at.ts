import type { CallSite } from "@holdall/core";
import { inputsOf, type PlanNode } from "./node.ts";

/**
 * Where a node says where the user wrote its operation: a symbol, so that copies of the node say so too, and nothing that
 * looks at what it does sees it.
 */
export const writtenAt: unique symbol = Symbol("holdall.writtenAt");

/** Notes of all nodes that one call has made where that was. */
export function noteCallSite<N extends PlanNode>(root: N, site: CallSite): N {
  const stack: PlanNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node[writtenAt] !== undefined) continue;
    Object.assign(node, { [writtenAt]: site });
    for (const input of inputsOf(node)) stack.push(input);
  }
  return root;
}
