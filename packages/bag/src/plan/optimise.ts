import type { Passes } from "@holdall/core";
import type { PlanNode } from "./node.ts";
import { pushTakeDown } from "./push-take-down.ts";
import { pushThroughConcat } from "./push-through-concat.ts";
import { recutSources } from "./recut-sources.ts";

/** In order. Each gives a plan with the same results, and the very same plan where it has nothing to do. */
const planPasses = { recutSources, pushTakeDown, pushThroughConcat } satisfies {
  [P in keyof Passes]?: <N extends PlanNode>(plan: N) => N;
};

/**
 * Rewrites a plan so that it needs less work and memory.
 * @param passes - which passes are made; all by default
 */
export function optimise<N extends PlanNode>(plan: N, passes?: Passes): N {
  return Object.entries(planPasses).reduce(
    (rewritten, [name, pass]) => (passes?.[name as keyof Passes] === false ? rewritten : pass(rewritten)),
    plan,
  );
}
