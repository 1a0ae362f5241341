import { hasLayer, markRead, type Entry } from "./entry.ts";
import type { PersistedNode, PlanNode, SequenceNode } from "./node.ts";
import type { StageSpec } from "../pipeline/stage.ts";

/**
 * Which operations get a layer of their own: those whose result is read as such. The others become stages of the
 * pipeline that reads them. The result of an operation that several pipelines need is made once and read, but for those
 * that are content with its first elements; and those whose elements are groups to be iterated, as these would have to be
 * arrays in a result.
 */

// Each stage is a call inside the one before it: a longer pipeline would need a deep stack.
const maxLength = 256;

/** Number of operations in the longest pipeline that could end with this node. */
export function pipelineLength(node: PlanNode, [input]: readonly Entry[], fuse: boolean): number {
  return fuse && isReader(node) && isAbsorbable(input!) ? input!.length + 1 : 1;
}

/** Tells the inputs of an entry in which way it reads them. */
export function linkInputs(entry: Entry, fuse: boolean): void {
  const [input, ...bags] = entry.inputs;
  if (input === undefined || !hasLayer(entry.node)) return;
  if (takesPartitions(entry.node)) linkPartitions(input, fuse);
  else if (!fuse || !isReader(entry.node)) markRead(input);
  // Running values are made one partition after the other: what can be done side by side is done before.
  else if (isAbsorbable(input) && entry.node.kind !== "accumulate") input.readers.push(entry);
  else if (!isSource(input)) markRead(input);
  for (const bag of bags) linkPartitions(bag, fuse);
}

// Data that is here is a partition as it is: no task has to make it.
function linkPartitions(input: Entry, fuse: boolean): void {
  if (!fuse || !isData(input.node)) markRead(input);
}

/** @param entries - those that are read before those that read them */
export function chooseLayers(entries: readonly Entry[]): void {
  for (const entry of entries.toReversed()) {
    const readers = entry.readers.filter((reader) => reader.isNeededWhole && !isTake(reader.node));
    if (readers.length > 1 && !handsOnGroups(entry)) entry.isRead = true;
    entry.isNeededWhole = entry.isRead || readers.length > 0;
  }
}

/** Whether a node takes elements one by one, and so can be a stage or the sink of a pipeline. */
export function isReader(node: PlanNode): boolean {
  return ["pipe", "partials", "scatter", "accumulate", "checkpoint"].includes(node.kind);
}

/** Whether a node takes partitions as arrays that are made for it alone, and not as others read them. */
function takesPartitions({ kind }: PlanNode): boolean {
  return kind === "mapPartitions" || kind === "product";
}

/** Whether the elements of an entry need no task before the pipeline that reads them. */
export function isSource({ node }: Entry): boolean {
  return node.kind === "range" || isData(node);
}

/** Whether the elements of a node are in this thread. */
export function isData(node: PlanNode): node is SequenceNode | PersistedNode {
  return node.kind === "sequence" || node.kind === "persisted";
}

function isAbsorbable({ node, length }: Entry): boolean {
  return length < maxLength && absorbable.has(node.kind);
}

const absorbable: ReadonlySet<PlanNode["kind"]> = new Set([
  "pipe",
  "mapPartitions",
  "coalesce",
  "recut",
  "product",
  "shuffle",
  "merge",
  "unmatched",
]);

/** Whether the elements of an entry are groups that are only read when they are iterated, or were not changed since. */
function handsOnGroups({ node, inputs: [input] }: Entry): boolean {
  if (node.kind === "shuffle") return node.as === "iterable";
  return node.kind === "pipe" && passingOn.has(node.stage.kind) && handsOnGroups(input!);
}

const passingOn: ReadonlySet<StageSpec["kind"]> = new Set(["filter", "tap", "randomSample", "take"]);

function isTake(node: PlanNode): boolean {
  return node.kind === "pipe" && node.stage.kind === "take";
}
