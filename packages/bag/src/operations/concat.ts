import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { BagNode, ConcatNode } from "../plan/node.ts";
import { parseBag, type NodeOf } from "./call-arguments.ts";
import { fromSequence } from "./from-sequence.ts";

export function concat(bags: readonly unknown[], nodeOf: NodeOf): BagNode {
  const where = "Bag.concat()";
  if (!Array.isArray(bags)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`bags\` to be an array of bags, got ${describeValue(bags)}.`,
    );
  }
  const inputs = bags.map((bag, i) => parseBag(bag, { name: `bags[${i}]`, nodeOf, where }));
  if (inputs.length === 0) return fromSequence([], {});
  return createConcat(inputs);
}

/** The partitions of at least one bag, one bag after the other. */
export function createConcat(inputs: readonly BagNode[]): ConcatNode {
  const npartitions = inputs.reduce((sum, input) => sum + input.npartitions, 0);
  return { kind: "concat", operation: "concat", inputs, npartitions };
}
