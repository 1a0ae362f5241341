import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { BagNode, ProductNode } from "../plan/node.ts";
import type { NodeOf } from "./call-arguments.ts";

export function product(left: BagNode, other: unknown, nodeOf: NodeOf): ProductNode {
  const right = nodeOf(other);
  if (right === undefined) {
    throw new InvalidArgumentError(
      `bag.product(): Expected \`other\` to be a Bag, got ${describeValue(other)}.`,
    );
  }
  return {
    kind: "product",
    operation: "product",
    npartitions: left.npartitions * right.npartitions,
    inputs: [left, right],
  };
}
