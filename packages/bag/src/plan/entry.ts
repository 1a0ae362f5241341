import type { Reference, Target } from "@holdall/core";
import type { PlanNode } from "./node.ts";

/** A node during lowering: of equal nodes, in whatever plan of a run, there is one. */
export interface Entry {
  readonly node: PlanNode;
  /** Of the layer that makes its result: `operation-token`, where equal work has equal tokens. */
  readonly name: string;
  /** What it reads, in the order of `inputsOf`. */
  readonly inputs: readonly Entry[];
  /** What the slots of its stage name. */
  readonly args: readonly EntryArgument[];
  /** Where the collections it reads are: of a `delayeds` or `collection` node. */
  readonly references: readonly Reference[];
  /** Operations that could make its elements themselves, as part of their own pipeline. */
  readonly readers: Entry[];
  /** Number of operations in the longest pipeline that ends here. */
  readonly length: number;
  /** Whether its result is read as such, so that it has to have a layer. */
  isRead: boolean;
  /** Whether all its elements are needed, as against the first few. */
  isNeededWhole: boolean;
}

export type EntryArgument =
  | { readonly kind: "bag"; readonly entry: Entry }
  | { readonly kind: "collection"; readonly reference: Reference }
  | { readonly kind: "partition"; readonly first: number };

/** Says that the result of an entry is read as such. */
export function markRead(entry: Entry): void {
  for (const one of segmentsOf(entry)) one.entry.isRead = true;
}

/** Whether a node has results of its own. Appended bags, and the elements of an item, are found where their inputs are. */
export function hasLayer({ kind }: PlanNode): boolean {
  return kind !== "concat" && kind !== "elements";
}

/** Where a partition of an entry, or its only result, is found. */
export function referenceTo(entry: Entry, partition: number): Reference {
  if (hasLayer(entry.node)) return resultOf(entry, partition);
  const segment = segmentAt(segmentsOf(entry), partition);
  return resultOf(segment.entry, partition - segment.start);
}

// The value of another collection is where that collection says.
function resultOf({ node, name, references }: Entry, index: number): Reference {
  return node.kind === "collection" ? references[0]! : { layer: name, index };
}

/** All partitions of an entry, or its only result. */
export function targetsOf(entry: Entry): Target[] {
  return segmentsOf(entry).map((segment) => ({
    ...resultOf(segment.entry, 0),
    count: npartitionsOf(segment.entry),
  }));
}

interface Segment {
  readonly entry: Entry;
  readonly start: number;
}

const segments = new WeakMap<Entry, readonly Segment[]>();

/** The entries with layers whose results, one after the other, are the partitions of this one. */
function segmentsOf(entry: Entry): readonly Segment[] {
  if (hasLayer(entry.node)) return [{ entry, start: 0 }];
  let known = segments.get(entry);
  if (known === undefined) {
    known = findSegments(entry);
    segments.set(entry, known);
  }
  return known;
}

function findSegments(root: Entry): Segment[] {
  const found: Segment[] = [];
  const stack = [root];
  let start = 0;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    if (!hasLayer(entry.node)) stack.push(...entry.inputs.toReversed());
    else {
      found.push({ entry, start });
      start += npartitionsOf(entry);
    }
  }
  return found;
}

/** Number of partitions; an item counts as one. */
export function npartitionsOf({ node }: Entry): number {
  return "npartitions" in node ? node.npartitions : 1;
}

// Bisection: the last segment that starts at or before the partition.
function segmentAt(list: readonly Segment[], partition: number): Segment {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (list[middle]!.start <= partition) low = middle;
    else high = middle - 1;
  }
  return list[low]!;
}
