import type { BagNode, PipeNode } from "../plan/node.ts";
import { createDistinctColumns, createDistinctKeys, parseDistinction } from "./distinction.ts";
import { parseOther, type OtherArgument } from "./other-bag.ts";
import { createPipe } from "./pipe.ts";

/** What a selection is called, and whether it keeps the elements whose key is in the other bag too, or those whose is not. */
interface Selecting {
  readonly operation: "intersection" | "difference";
  readonly keep: boolean;
}

/** Selects from the distinct elements of a bag, all in one place, by the distinct keys of another, which is all that is sent of it. */
export function createSelection(
  input: BagNode,
  { other, nodeOf, operation, keep }: OtherArgument & Selecting,
  options: unknown,
): PipeNode {
  const right = parseOther(other, { nodeOf, where: `bag.${operation}()` });
  const distinction = parseDistinction(operation, options);
  return createPipe(
    createDistinctColumns(input, distinction),
    { kind: "select", operation, keep, args: [{ kind: "broadcast", slot: 0 }] },
    [{ kind: "bag", node: createDistinctKeys(right, distinction) }],
  );
}
