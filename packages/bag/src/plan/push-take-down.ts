import type { PlanNode } from "./node.ts";
import { rewrite } from "./rewrite.ts";

/**
 * Lets each partition that `take` looks at end after as many elements as are wanted, so that the operations before it
 * are called no more often than needed.
 */
export function pushTakeDown<N extends PlanNode>(plan: N): N {
  return rewrite(plan, (node) => {
    if (node.kind !== "take" || isLimited(node.input, node.count)) return node;
    const { operation, count, input } = node;
    return {
      ...node,
      input: {
        kind: "pipe",
        operation,
        npartitions: "npartitions" in input ? input.npartitions : 1,
        input,
        stage: { kind: "take", operation, count },
        args: [],
        firstPartition: 0,
      },
    };
  });
}

function isLimited(node: PlanNode, count: number): boolean {
  if (node.kind === "concat") return node.inputs.every((input) => isLimited(input, count));
  return node.kind === "pipe" && node.stage.kind === "take" && node.stage.count <= count;
}
