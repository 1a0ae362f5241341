import { InvalidArgumentError } from "@holdall/core";
import { knownPartitioning } from "../plan/known-partitioning.ts";
import type { BagNode } from "../plan/node.ts";
import { countPartitions, longestPartition, type PartitioningOptions } from "../plan/partitioning.ts";
import { parsePartitioningOptions } from "./partitioning-options.ts";

const where = "bag.repartition()";
const operation = "repartition";

export function repartition(input: BagNode, options: PartitioningOptions): BagNode {
  const { npartitions, partitionSize } = parsePartitioningOptions(options, where);
  if (partitionSize !== undefined) return withSize(input, partitionSize);
  if (npartitions === undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected one of \`npartitions\` and \`partitionSize\`, got none.`,
    );
  }
  if (npartitions === input.npartitions) return input;
  return npartitions < input.npartitions
    ? { kind: "coalesce", operation, npartitions, input }
    : withParts(input, npartitions);
}

function withParts(input: BagNode, npartitions: number): BagNode {
  const shares = { of: npartitions, among: input.npartitions };
  const parts = Math.ceil(npartitions / input.npartitions);
  return {
    kind: "split",
    operation,
    npartitions,
    input: {
      kind: "scatter",
      operation,
      npartitions: input.npartitions,
      input,
      sink: { kind: "split", shares, parts, args: [{ kind: "broadcast", slot: 0 }] },
      args: [{ kind: "partition" }],
      parts,
      firstPartition: 0,
    },
  };
}

function withSize(input: BagNode, size: number): BagNode {
  const before = knownPartitioning(input);
  if (before.kind === "unknown") {
    throw new InvalidArgumentError(
      `${where}: Expected a bag of which it is known how many elements each partition has, as \`partitionSize\` counts them, but after \`${before.since.operation}\` it is not. Persist the bag first, or give \`npartitions\`.`,
    );
  }
  const partitioning = { kind: "sized", length: before.length, size } as const;
  // So many borders can there be within neighbouring elements that are fewer than these.
  const parts = Math.ceil(Math.max(0, longestPartition(before) - 1) / size) + 1;
  return {
    kind: "recut",
    operation,
    npartitions: countPartitions(partitioning),
    partitioning,
    before,
    input: {
      kind: "scatter",
      operation,
      npartitions: input.npartitions,
      input,
      sink: { kind: "cut", size, parts, args: [{ kind: "broadcast", slot: 0 }] },
      args: [{ kind: "start", partitioning: before }],
      parts,
      firstPartition: 0,
    },
  };
}
