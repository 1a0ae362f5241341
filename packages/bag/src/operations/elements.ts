import type { ElementsNode, ItemNode } from "../plan/node.ts";

/** A bag of one partition: the elements of an item, which has to be an array. */
export function createElements(input: ItemNode): ElementsNode {
  return { kind: "elements", operation: input.operation, npartitions: 1, input };
}
