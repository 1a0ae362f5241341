import type { Reference, Target } from "@holdall/core";
import { firstOfShare, ownerOfShare } from "../pipeline/shares.ts";
import { lastUpTo } from "./last-up-to.ts";
import type { PlanNode, SplitNode } from "./node.ts";
import type { Partitioning } from "./partitioning.ts";

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
  | { readonly kind: "item"; readonly entry: Entry }
  | { readonly kind: "partition"; readonly first: number }
  | { readonly kind: "start"; readonly partitioning: Partitioning; readonly first: number }
  | { readonly kind: "countedStart"; readonly entry: Entry; readonly first: number }
  | { readonly kind: "carry" };

/** Says that the result of an entry is read as such. */
export function markRead(entry: Entry): void {
  for (const { entry: one } of segmentsOf(entry)) {
    if (one.node.kind === "split") markRead(one.inputs[0]!);
    else one.isRead = true;
  }
}

/**
 * Whether a node has results of its own. Appended bags, the elements of an item, and the parts of partitions are found
 * where their inputs are.
 */
export function hasLayer({ kind }: PlanNode): boolean {
  return !isChained(kind) && kind !== "split";
}

function isChained(kind: PlanNode["kind"]): boolean {
  return kind === "concat" || kind === "elements";
}

/** Where a partition of an entry, or its only result, is found. */
export function referenceTo(entry: Entry, partition: number): Reference {
  if (!isChained(entry.node.kind)) return resultOf(entry, partition);
  const list = segmentsOf(entry);
  const segment = list[lastUpTo(partition, list.length, (index) => list[index]!.start)]!;
  return resultOf(segment.entry, partition - segment.start);
}

// The value of another collection is where that collection says.
function resultOf(entry: Entry, index: number): Reference {
  const { node, name, references } = entry;
  if (node.kind === "split") return partOf(entry, node, index);
  return node.kind === "collection" ? references[0]! : { layer: name, index };
}

function partOf({ inputs: [input] }: Entry, node: SplitNode, index: number): Reference {
  const shares = { of: node.npartitions, among: npartitionsOf(input!) };
  const owner = ownerOfShare(shares, index);
  return { ...referenceTo(input!, owner), part: index - firstOfShare(shares, owner) };
}

/** The partitions of an entry from `start` up to `end`; by default all, which of an item is its only result. */
export function targetsOf(entry: Entry, start = 0, end: number = npartitionsOf(entry)): Target[] {
  const list = segmentsOf(entry);
  const targets: Target[] = [];
  let at = lastUpTo(start, list.length, (index) => list[index]!.start);
  for (let partition = start; partition < end; at++) {
    const { entry: one, start: first } = list[at]!;
    const last = Math.min(end, first + npartitionsOf(one));
    if (one.node.kind === "split")
      for (let i = partition; i < last; i++) targets.push(resultOf(one, i - first));
    else targets.push({ ...resultOf(one, partition - first), count: last - partition });
    partition = last;
  }
  return targets;
}

interface Segment {
  readonly entry: Entry;
  readonly start: number;
}

const segments = new WeakMap<Entry, readonly Segment[]>();

/** The entries whose partitions, one after the other, are those of this one. */
function segmentsOf(entry: Entry): readonly Segment[] {
  if (!isChained(entry.node.kind)) return [{ entry, start: 0 }];
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
    if (isChained(entry.node.kind)) {
      for (const input of entry.inputs.toReversed()) stack.push(input);
    } else {
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
