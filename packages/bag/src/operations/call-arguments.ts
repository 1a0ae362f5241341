import { describeValue, InvalidArgumentError, isCollection } from "@holdall/core";
import type { CallArgument } from "../pipeline/call-arguments.ts";
import type { BagNode, PlanArgument } from "../plan/node.ts";

/** Arguments after the element, taken apart: what goes into the spec, and what its slots stand for. */
export interface SplitArguments {
  readonly callArguments: readonly CallArgument[];
  readonly args: readonly PlanArgument[];
}

/** Finds out whether an argument is a bag. */
export type NodeOf = (value: unknown) => BagNode | undefined;

/** @throws InvalidArgumentError unless the value is a bag */
export function parseBag(
  value: unknown,
  { name, nodeOf, where }: { readonly name: string; readonly nodeOf: NodeOf; readonly where: string },
): BagNode {
  const node = nodeOf(value);
  if (node !== undefined) return node;
  throw new InvalidArgumentError(`${where}: Expected \`${name}\` to be a Bag, got ${describeValue(value)}.`);
}

/**
 * Sorts the arguments of a call: bags go along in lockstep, other collections are computed once, all else is data.
 * @throws InvalidArgumentError when a bag has another number of partitions than `input`
 */
export function splitArguments(
  given: readonly unknown[],
  input: BagNode,
  { nodeOf, where }: { readonly nodeOf: NodeOf; readonly where: string },
): SplitArguments {
  const args: PlanArgument[] = [];
  const callArguments = given.map((value, place): CallArgument => {
    const node = nodeOf(value);
    if (node !== undefined) {
      if (node.npartitions !== input.npartitions) {
        throw new InvalidArgumentError(
          `${where}: Expected all bags to have the same number of partitions, but the first has ${input.npartitions} and argument ${place + 1} has ${node.npartitions}.`,
        );
      }
      return { kind: "lockstep", slot: args.push({ kind: "bag", node }) - 1 };
    }
    if (isCollection(value)) {
      return { kind: "broadcast", slot: args.push({ kind: "collection", collection: value }) - 1 };
    }
    return { kind: "value", value };
  });
  return { callArguments, args };
}
