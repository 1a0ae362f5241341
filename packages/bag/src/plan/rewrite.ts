import { inDependencyOrder, inputsOf, withInputs, type PlanNode } from "./node.ts";

/**
 * Rewrites a plan from its sources on: `change` sees each node after those it reads have been rewritten. Where nothing
 * changes, the very same nodes stay, so that "did anything change" is `===`.
 */
export function rewrite<N extends PlanNode>(root: N, change: (node: PlanNode) => PlanNode): N {
  const rewritten = new Map<PlanNode, PlanNode>();
  for (const node of inDependencyOrder(root)) {
    const before = inputsOf(node);
    const after = before.map((input) => rewritten.get(input)!);
    const isSame = after.every((input, i) => input === before[i]);
    rewritten.set(node, change(isSame ? node : withInputs(node, after)));
  }
  return rewritten.get(root) as N;
}
