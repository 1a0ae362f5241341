import { countOf } from "@holdall/core";
import { inDependencyOrder, inputsOf, type BagNode, type ItemNode, type PlanNode } from "./node.ts";

/** A plan in a few words: what was called last, on how many partitions, and where their elements come from. */
export function summarise(plan: BagNode | ItemNode): string {
  const { operation } = plan;
  const bag = bagUnder(plan);
  if (bag === undefined) return operation;
  const partitions = countOf(bag.npartitions, "partition");
  if (inputsOf(plan).length === 0) return `${operation}, ${partitions}`;
  const sources = new Set(
    inDependencyOrder(plan)
      .filter((node) => inputsOf(node).length === 0)
      .map((node) => node.operation),
  );
  return `${operation}${plan === bag ? ", " : " of "}${partitions} of ${[...sources].join(" and ")}`;
}

/** The bag itself, or the one that an item was made of. */
function bagUnder(plan: PlanNode): BagNode | undefined {
  let node: PlanNode | undefined = plan;
  while (node !== undefined && !isBag(node)) node = inputsOf(node)[0];
  return node;
}

function isBag(node: PlanNode): node is BagNode {
  return "npartitions" in node && !["partials", "scatter", "divide", "starts"].includes(node.kind);
}
