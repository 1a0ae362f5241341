import type { ConcatNode, PlanNode } from "./node.ts";

type PartitionedNode = Extract<PlanNode, { readonly npartitions: number }>;

/** What is appended in the end, where appended bags are appended again. */
export function flatInputs(root: ConcatNode): PartitionedNode[] {
  const flat: PartitionedNode[] = [];
  const stack: PlanNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "concat") {
      for (const input of node.inputs.toReversed()) stack.push(input);
    } else flat.push(node as PartitionedNode);
  }
  return flat;
}
