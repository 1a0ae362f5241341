import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createDistinct, createDistinctKeys, parseDistinction } from "./distinction.ts";
import { parseOther, type OtherArgument } from "./other-bag.ts";

/** What a selection is called, and which elements it keeps: those that are in both bags, or in the one alone. */
interface Selecting {
  readonly operation: "intersection" | "difference";
  readonly which: "common" | "own";
}

/** Looks the elements of a bag up among the distinct keys of another, which is all that is sent of it. */
export function createSelection(
  input: BagNode,
  { other, nodeOf, operation, which }: OtherArgument & Selecting,
  options: unknown,
): ElementsNode {
  const right = parseOther(other, { nodeOf, operation });
  const distinction = parseDistinction(operation, options);
  return createDistinct(input, distinction, { which, others: createDistinctKeys(right, distinction) });
}
