import { flatInputs } from "./flat-inputs.ts";
import type { MapPartitionsNode, PartialsNode, PipeNode, PlanNode, ScatterNode } from "./node.ts";
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
