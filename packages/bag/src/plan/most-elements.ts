import { stageKindOf, type StageSpec } from "../pipeline/stage.ts";
import { inDependencyOrder, inputsOf, type PlanNode } from "./node.ts";

/** How many elements a bag has at most, as far as that can be known without computing it; else `Infinity`. */
export function mostElements(plan: PlanNode): number {
  const known = new Map<PlanNode, number>();
  for (const node of inDependencyOrder(plan)) {
    const inputs = inputsOf(node).map((input) => known.get(input)!);
    known.set(node, mostOf(node, inputs));
  }
  return known.get(plan)!;
}

/** @param inputs - how many elements each of its inputs has at most */
function mostOf(node: PlanNode, inputs: readonly number[]): number {
  switch (node.kind) {
    case "sequence":
    case "range":
      return node.partitioning.length;
    case "persisted":
      return node.items.reduce((sum, { length }) => sum + length, 0);
    case "pipe":
      return addsNone(node.stage) ? inputs[0]! : Infinity;
    case "coalesce":
    case "split":
    case "recut":
    case "scatter":
    case "divide":
    case "merge":
    case "take":
      return inputs[0]!;
    case "concat":
    case "shuffle":
      return inputs.reduce((sum, most) => sum + most, 0);
    case "product":
      return inputs[0]! * inputs[1]!;
    default:
      return Infinity;
  }
}

function addsNone(stage: StageSpec): boolean {
  const kind = stageKindOf(stage);
  return kind.addsNone === true || kind.isOneToOne?.(stage) === true;
}
