import type { PlanNode, RangeNode, SequenceNode } from "./node.ts";
import type { Partitioning } from "./partitioning.ts";
import { rewrite } from "./rewrite.ts";

/** Cuts arrays and ranges at once as they are wanted in the end, so that nothing has to be moved. */
export function recutSources<N extends PlanNode>(plan: N): N {
  return rewrite(plan, (node) => {
    const source = sourceUnder(node);
    const partitioning = source && partitioningOver(node, source.partitioning);
    if (partitioning === undefined || !("npartitions" in node)) return node;
    return { ...source!, partitioning, npartitions: node.npartitions };
  });
}

function sourceUnder(node: PlanNode): SequenceNode | RangeNode | undefined {
  if (!("input" in node)) return undefined;
  const below = node.input.kind === "scatter" ? node.input.input : node.input;
  return below.kind === "sequence" || below.kind === "range" ? below : undefined;
}

/** How a node cuts what is cut like this before. */
function partitioningOver(node: PlanNode, of: Partitioning): Partitioning | undefined {
  switch (node.kind) {
    case "coalesce":
      return { kind: "coalesced", length: of.length, of, count: node.npartitions };
    case "split":
      return { kind: "split", length: of.length, of, count: node.npartitions };
    case "recut":
      return node.partitioning;
    default:
      return undefined;
  }
}
