import type { PlanNode } from "./node.ts";
import { pushTakeDown } from "./push-take-down.ts";
import { pushThroughConcat } from "./push-through-concat.ts";

/**
 * The passes over a plan, in order. Each gives a plan with the same results, and the very same plan when it has nothing
 * to do. Two more things are done when plans become layers, because they need all plans of a run: what is equal in
 * them is shared (`intern.ts`), and element-wise operations are fused, but for those whose result is read more than
 * once (`fuse.ts`).
 */
const passes: readonly (<N extends PlanNode>(plan: N) => N)[] = [pushTakeDown, pushThroughConcat];

/** Rewrites a plan so that it needs less work and memory. */
export function optimise<N extends PlanNode>(plan: N): N {
  return passes.reduce((rewritten, pass) => pass(rewritten), plan);
}
