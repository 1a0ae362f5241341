import { describeValue, InvalidArgumentError } from "@holdall/core";
import { isTypedArray } from "../pipeline/walk.ts";
import type { SequenceNode } from "../plan/node.ts";
import { countPartitions, createPartitioning, type PartitioningOptions } from "../plan/partitioning.ts";
import { parsePartitioningOptions } from "./partitioning-options.ts";

const where = "Bag.fromSequence()";

/** Arrays and typed arrays are kept by reference; other iterables are read now. */
export function fromSequence(iterable: Iterable<unknown>, options: PartitioningOptions): SequenceNode {
  const parsed = parsePartitioningOptions(options, where);
  const items = asIndexed(iterable);
  const partitioning = createPartitioning(items.length, parsed);
  return {
    kind: "sequence",
    operation: "fromSequence",
    items,
    partitioning,
    npartitions: countPartitions(partitioning),
  };
}

function asIndexed(iterable: unknown): ArrayLike<unknown> {
  if (Array.isArray(iterable) || isTypedArray(iterable)) return iterable;
  const iterator: unknown = (iterable as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator];
  if (typeof iterator !== "function") {
    throw new InvalidArgumentError(
      `${where}: Expected \`iterable\` to be an array or another iterable, got ${describeValue(iterable)}.`,
    );
  }
  return Array.from(iterable as Iterable<unknown>);
}
