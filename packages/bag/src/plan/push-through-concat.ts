import type { ConcatNode, MapPartitionsNode, PartialsNode, PipeNode, PlanNode, ScatterNode } from "./node.ts";
import { rewrite } from "./rewrite.ts";

/**
 * Turns an operation on appended bags into appended results of the operation on each, so that it can be fused with
 * what made them. Not where other bags go along in lockstep: their partitions belong to the whole.
 */
export function pushThroughConcat<N extends PlanNode>(plan: N): N {
  return rewrite(plan, (node) => {
    if (!isPartitionWise(node) || node.input.kind !== "concat") return node;
    let firstPartition = node.firstPartition;
    const inputs = flatInputs(node.input).map((input) => {
      const own = { ...node, input, npartitions: input.npartitions, firstPartition };
      firstPartition += input.npartitions;
      return own;
    });
    const { operation, npartitions } = node;
    return { kind: "concat", operation, npartitions, inputs };
  });
}

type PartitionWiseNode = PipeNode | MapPartitionsNode | PartialsNode | ScatterNode;

function isPartitionWise(node: PlanNode): node is PartitionWiseNode {
  return "args" in node && node.args.every((arg) => arg.kind !== "bag" && arg.kind !== "carry");
}

type PartitionedNode = Extract<PlanNode, { readonly npartitions: number }>;

/** What is appended in the end, where appended bags are appended again. */
function flatInputs(root: ConcatNode): PartitionedNode[] {
  const flat: PartitionedNode[] = [];
  const stack: PlanNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "concat") stack.push(...node.inputs.toReversed());
    else flat.push(node as PartitionedNode);
  }
  return flat;
}
