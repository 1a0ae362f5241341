import type { Reference } from "@holdall/core";
import { npartitionsOf, referenceTo, targetsOf, type Entry } from "./entry.ts";
import type { CoalesceNode, RecutNode } from "./node.ts";
import { partitionOf, type Operand } from "./operand.ts";
import { partitionAt, startOfPartition } from "./partitioning.ts";
import { firstOfShare } from "../pipeline/shares.ts";

/** What the partitions of bags read whose elements come from several partitions of another one. */

/** The neighbours that are joined. */
export function neighboursOf({ inputs: [input] }: Entry, { npartitions }: CoalesceNode): Operand {
  const shares = { of: npartitionsOf(input!), among: npartitions };
  return {
    kind: "inputs",
    targetsAt: (partition) =>
      targetsOf(input!, firstOfShare(shares, partition), firstOfShare(shares, partition + 1)),
  };
}

/** The parts of neighbours that are within the partition. */
export function piecesOf({ inputs: [input] }: Entry, { before, partitioning }: RecutNode): Operand {
  const { size } = partitioning;
  return {
    kind: "inputs",
    targetsAt(partition) {
      const start = startOfPartition(partitioning, partition);
      const end = startOfPartition(partitioning, partition + 1);
      if (start === end) return [];
      const first = partitionAt(before, start);
      return Array.from({ length: partitionAt(before, end - 1) + 1 - first }, (_, i): Reference => {
        const part = partition - Math.floor(startOfPartition(before, first + i) / size);
        return { ...referenceTo(input!, first + i), part };
      });
    },
  };
}

/**
 * The part of each partition that is for this one.
 * @param isLate - whether the task reads them itself, one after the other
 */
export function partsOf(scattered: Entry, isLate = false): Operand {
  const targets = targetsOf(scattered);
  return { kind: "inputs", targetsAt: (part) => targets.map((target) => ({ ...target, part })), isLate };
}

/** The second part of each partition. */
export function secondPartsOf(scattered: Entry): Operand {
  const targets = targetsOf(scattered).map((target) => ({ ...target, part: 1 }));
  return { kind: "inputs", targetsAt: () => targets };
}

/** The two partitions whose elements are paired. */
export function factorsOf({ inputs }: Entry, fuse: boolean): Operand[] {
  const [left, right] = inputs as [Entry, Entry];
  const columns = npartitionsOf(right);
  return [
    takenAt(partitionOf(left, fuse), (partition) => Math.floor(partition / columns)),
    takenAt(partitionOf(right, fuse), (partition) => partition % columns),
  ];
}

function takenAt(operand: Operand, placeOf: (partition: number) => number): Operand {
  switch (operand.kind) {
    case "input":
      return { kind: "input", referenceAt: (partition) => operand.referenceAt(placeOf(partition)) };
    case "inputs":
      return { ...operand, targetsAt: (partition) => operand.targetsAt(placeOf(partition)) };
    case "value":
      return { kind: "value", valueAt: (partition) => operand.valueAt(placeOf(partition)) };
    default:
      return operand satisfies never;
  }
}
