import { InvalidArgumentError } from "@holdall/core";
import type { BagNode, PipeNode } from "../plan/node.ts";
import { parseBag, splitArguments, type NodeOf } from "./call-arguments.ts";
import { createPipe } from "./pipe.ts";

/** `bag.zip(...others)` */
export function zip(input: BagNode, others: readonly unknown[], nodeOf: NodeOf): PipeNode {
  const around = { nodeOf, where: "bag.zip()" };
  others.forEach((bag, i) => parseBag(bag, { name: `others[${i}]`, ...around }));
  return createZip(input, others, around);
}

/** `Bag.zip(first, ...others)` */
export function zipBags(bags: readonly unknown[], nodeOf: NodeOf): PipeNode {
  const around = { nodeOf, where: "Bag.zip()" };
  const [input] = bags.map((bag, i) => parseBag(bag, { name: `bags[${i}]`, ...around }));
  if (input === undefined)
    throw new InvalidArgumentError(`${around.where}: Expected at least one Bag, got none.`);
  return createZip(input, bags.slice(1), around);
}

function createZip(
  input: BagNode,
  others: readonly unknown[],
  around: { readonly nodeOf: NodeOf; readonly where: string },
): PipeNode {
  const { callArguments, args } = splitArguments(others, input, around);
  return createPipe(input, { kind: "zip", operation: "zip", args: callArguments }, args);
}
