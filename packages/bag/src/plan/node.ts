import type { CallSite, Collection, LayerCheckpoint } from "@holdall/core";
import type { AccumulateSpec } from "../pipeline/sink/accumulate.ts";
import type { SinkSpec } from "../pipeline/sink.ts";
import type { MapPartitionsSpec } from "../pipeline/source/map-partitions.ts";
import type { ToldSpec } from "../pipeline/source/told.ts";
import type { StageSpec } from "../pipeline/stage.ts";
import type { StandIn } from "../pipeline/stand-in.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { Partitioning } from "./partitioning.ts";
import type { writtenAt } from "./written-at.ts";

/** One step of a plan. Nodes are immutable, and refer to those they read. */
export type PlanNode = (BagNode | ItemNode | PartialsNode | ScatterNode | StartsNode | DivideNode) & Written;

interface Written {
  /** Where the user wrote the operation. No part of what a node is: equal work may be written in several places. */
  readonly [writtenAt]?: CallSite;
}

/** What a Bag holds: it says how to get partitions of elements. */
export type BagNode =
  | SequenceNode
  | RangeNode
  | DelayedsNode
  | PersistedNode
  | ConcatNode
  | PipeNode
  | MapPartitionsNode
  | AccumulateNode
  | CheckpointNode
  | TakeNode
  | ElementsNode
  | CoalesceNode
  | SplitNode
  | RecutNode
  | ProductNode
  | ShuffleNode
  | UnmatchedNode
  | MergeNode;

/** What an Item holds: it says how to get one value. */
export type ItemNode = ReduceNode | SearchNode | JoinNode | ApplyNode | ValueNode | CollectionNode;

interface Partitioned {
  /** What the user called; names keys, and what failed. */
  readonly operation: string;
  readonly npartitions: number;
}

/** Elements of an array of the user, which is neither copied nor read before compute. */
export interface SequenceNode extends Partitioned {
  readonly kind: "sequence";
  readonly items: ArrayLike<unknown>;
  readonly partitioning: Partitioning;
}

/** Whole numbers at equal distances. */
export interface RangeNode extends Partitioned {
  readonly kind: "range";
  readonly start: number;
  readonly step: number;
  readonly partitioning: Partitioning;
}

/** Each collection computes to an iterable, whose elements are a partition. */
export interface DelayedsNode extends Partitioned {
  readonly kind: "delayeds";
  readonly collections: readonly Collection[];
}

/** Partitions that have been computed and are kept in this thread. */
export interface PersistedNode extends Partitioned {
  readonly kind: "persisted";
  /** The elements of each partition. */
  readonly items: readonly (readonly unknown[])[];
}

/** The partitions of several bags, one bag after the other. */
export interface ConcatNode extends Partitioned {
  readonly kind: "concat";
  readonly inputs: readonly PlanNode[];
}

/** What a partition hands to a stage or sink beside its elements. */
export type PlanArgument =
  /** Of a bag the partition of the same index. */
  | { readonly kind: "bag"; readonly node: PlanNode }
  | { readonly kind: "collection"; readonly collection: Collection }
  /** Of an item its value, which no task may change, as others on the same thread are given it too. */
  | { readonly kind: "item"; readonly node: PlanNode }
  /** Its own index among the partitions of the bag that the operation was called on. */
  | { readonly kind: "partition" }
  /** The place of its first element among those of all partitions. */
  | { readonly kind: "start"; readonly partitioning: Partitioning }
  /** The same, as a {@link StartsNode} finds it. */
  | { readonly kind: "countedStart"; readonly node: PlanNode }
  /** An array of what the partition before came to, its second part; empty for the first partition. */
  | { readonly kind: "carry" };

/** One element-wise operation. */
export interface PipeNode extends Partitioned {
  readonly kind: "pipe";
  readonly input: PlanNode;
  readonly stage: StageSpec;
  /** What the slots of the stage name. */
  readonly args: readonly PlanArgument[];
  /** What its partitions are counted from, when errors name them and when it needs their index. */
  readonly firstPartition: number;
}

/** A function of whole partitions. */
export interface MapPartitionsNode extends Partitioned {
  readonly kind: "mapPartitions";
  readonly input: PlanNode;
  /** The partition of the input is in slot 0; the others come after it. */
  readonly source: MapPartitionsSpec;
  /** What the slots of the source name, but for its own. */
  readonly args: readonly PlanArgument[];
  readonly firstPartition: number;
  /** Says how many elements each element of a partition has, where nothing else is needed of them. */
  readonly count?: Pick<ToldSpec, "fn" | "args"> | undefined;
  /** Says how often each is there of the elements of all elements of a partition, where nothing else is needed of these. */
  readonly frequencies?: Pick<ToldSpec, "fn" | "args"> | undefined;
}

/** Running values, of which each partition needs the last one of the partition before. */
export interface AccumulateNode extends Partitioned {
  readonly kind: "accumulate";
  readonly input: PlanNode;
  readonly sink: AccumulateSpec;
  readonly args: readonly [{ readonly kind: "carry" }];
  readonly firstPartition: number;
}

/** The elements of a bag, stored beyond the run. */
export interface CheckpointNode extends Partitioned {
  readonly kind: "checkpoint";
  readonly input: PlanNode;
  readonly checkpoint: LayerCheckpoint;
}

/** The first elements of a bag, as one partition. */
export interface TakeNode extends Partitioned {
  readonly kind: "take";
  readonly input: PlanNode;
  readonly count: number;
  /** How many partitions are looked at. */
  readonly within: number;
}

/** The elements of an item, which is an array, as one partition: read from where the item is, without a task. */
export interface ElementsNode extends Partitioned {
  readonly kind: "elements";
  readonly input: ItemNode;
}

/** Fewer partitions, each of neighbouring ones one after the other. */
export interface CoalesceNode extends Partitioned {
  readonly kind: "coalesce";
  readonly input: PlanNode;
}

/** More partitions: the parts of each, which no task has to touch. */
export interface SplitNode extends Partitioned {
  readonly kind: "split";
  /** A {@link ScatterNode}, or several of them appended. */
  readonly input: PlanNode;
}

/** Partitions of other sizes, each of neighbouring parts one after the other. */
export interface RecutNode extends Partitioned {
  readonly kind: "recut";
  readonly input: PlanNode;
  readonly before: Partitioning;
  readonly partitioning: Partitioning & { readonly kind: "sized" };
}

/** All pairs of an element of one bag and one of another, a partition for each pair of partitions. */
export interface ProductNode extends Partitioned {
  readonly kind: "product";
  readonly inputs: readonly [left: PlanNode, right: PlanNode];
}

/** What comes of the parts of all partitions that belong together, of one bag or several. */
export interface ShuffleNode extends Partitioned {
  readonly kind: "shuffle";
  /** What the elements of a key come as; those of several bags always as arrays. */
  readonly as: "array" | "iterable";
  /** For each bag a {@link ScatterNode} with as many parts as there are partitions, or several of them appended. */
  readonly inputs: readonly PlanNode[];
}

/** What none of the partitions of another bag has matched that looked through it, as one partition. */
interface UnmatchedNode extends Partitioned {
  readonly kind: "unmatched";
  /**
   * A {@link ScatterNode} whose second part says what a partition has matched, or several of them appended; and the item
   * that was looked through.
   */
  readonly inputs: readonly [matched: PlanNode, others: PlanNode];
}

/** The parts of sorted partitions that belong together, merged. */
export interface MergeNode extends Partitioned {
  readonly kind: "merge";
  /** A {@link DivideNode}; or, where there is one partition, a {@link ScatterNode} or several of them appended. */
  readonly input: PlanNode;
  readonly isDescending: boolean;
}

/** Sorted partitions cut into parts, all at the same keys. */
export interface DivideNode extends Partitioned {
  readonly kind: "divide";
  /** A {@link ScatterNode} whose first part is sorted and whose second one a sample, or several of them appended. */
  readonly input: PlanNode;
  readonly parts: number;
  readonly isDescending: boolean;
}

/** Each partition put into parts; no bag of elements, but the first half of what moves them between partitions. */
export interface ScatterNode extends Partitioned {
  readonly kind: "scatter";
  readonly input: PlanNode;
  readonly sink: SinkSpec;
  /** What the slots of the sink name. */
  readonly args: readonly PlanArgument[];
  /** How many parts each partition is put into, the last ones perhaps empty. */
  readonly parts: number;
  readonly firstPartition: number;
}

/** The place of the first element of each partition among those of all, found by counting. */
export interface StartsNode extends Partitioned {
  readonly kind: "starts";
  /** A {@link ScatterNode}, or several of them appended, whose second part is the number of elements. */
  readonly input: PlanNode;
}

/** Each partition reduced on its own; no bag of elements, but the first half of a reduction. */
export interface PartialsNode extends Partitioned {
  readonly kind: "partials";
  readonly input: PlanNode;
  readonly sink: SinkSpec;
  /** What the slots of the sink name. */
  readonly args: readonly PlanArgument[];
  readonly firstPartition: number;
  /** Called when a run is over that had to do with it. No part of what it comes to. */
  readonly ended?: (() => void) | undefined;
}

/** Partial results combined in a tree. */
export interface ReduceNode {
  readonly kind: "reduce";
  readonly operation: string;
  readonly input: PlanNode;
  /** What is done to results before they are combined. */
  readonly beforeCombining: readonly StageSpec[];
  readonly combine: SinkSpec;
  /** The last step of combining. */
  readonly last: SinkSpec;
  readonly whenEmpty: StandIn;
  /** How many are combined at a time; `false` for all at once. */
  readonly splitEvery: number | false;
}

/** The first partial result that answers a question: no partition is looked at long after it. */
export interface SearchNode {
  readonly kind: "search";
  readonly operation: string;
  /** A {@link PartialsNode}, or several of them appended. */
  readonly input: PlanNode;
  /** What answers it; without, any result does. */
  readonly answer?: boolean;
  /** What it comes to otherwise. */
  readonly otherwise: boolean | undefined;
}

/** Partitions of arrays joined into one array. */
export interface JoinNode {
  readonly kind: "join";
  readonly operation: string;
  readonly input: PlanNode;
}

/** A function of an item. */
export interface ApplyNode {
  readonly kind: "apply";
  readonly operation: string;
  readonly input: ItemNode;
  readonly fn: UserFunction;
}

/** A value that has been computed and is kept in this thread. */
export interface ValueNode {
  readonly kind: "value";
  readonly operation: string;
  readonly value: unknown;
}

/** The value of another collection. */
export interface CollectionNode {
  readonly kind: "collection";
  readonly operation: string;
  readonly collection: Collection;
}

/** The nodes that a node reads, in a fixed order. */
export function inputsOf(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case "sequence":
    case "range":
    case "delayeds":
    case "persisted":
    case "value":
    case "collection":
      return [];
    case "concat":
    case "product":
    case "shuffle":
    case "unmatched":
      return node.inputs;
    case "accumulate":
    case "checkpoint":
      return [node.input];
    case "pipe":
    case "mapPartitions":
    case "scatter":
    case "partials":
      return [node.input, ...node.args.flatMap((arg) => ("node" in arg ? [arg.node] : []))];
    case "coalesce":
    case "split":
    case "recut":
    case "starts":
    case "merge":
    case "divide":
    case "take":
    case "reduce":
    case "search":
    case "join":
    case "apply":
    case "elements":
      return [node.input];
    default:
      return node satisfies never;
  }
}

/** The same node reading others, in the order of {@link inputsOf}. */
export function withInputs(node: PlanNode, inputs: readonly PlanNode[]): PlanNode {
  switch (node.kind) {
    case "sequence":
    case "range":
    case "delayeds":
    case "persisted":
    case "value":
    case "collection":
      return node;
    case "concat":
    case "shuffle":
      return { ...node, inputs };
    case "product":
    case "unmatched":
      return { ...node, inputs: inputs as readonly [PlanNode, PlanNode] };
    case "accumulate":
    case "checkpoint":
      return { ...node, input: inputs[0]! };
    case "pipe":
    case "mapPartitions":
    case "scatter":
    case "partials": {
      const [input, ...others] = inputs as [PlanNode, ...PlanNode[]];
      const args = node.args.map((arg) => ("node" in arg ? { ...arg, node: others.shift()! } : arg));
      return { ...node, input, args };
    }
    case "coalesce":
    case "split":
    case "recut":
    case "starts":
    case "merge":
    case "divide":
    case "take":
    case "reduce":
    case "search":
    case "join":
      return { ...node, input: inputs[0]! };
    case "apply":
    case "elements":
      return { ...node, input: inputs[0] as ItemNode };
    default:
      return node satisfies never;
  }
}

/** The nodes under a root and itself, each once, those that are read before those that read them. */
export function inDependencyOrder(root: PlanNode): PlanNode[] {
  const sorted: PlanNode[] = [];
  const seen = new Set<PlanNode>();
  // A stack of our own: a chain of ten thousand operations is deeper than that of the engine.
  const stack: { readonly node: PlanNode; readonly isExpanded: boolean }[] = [
    { node: root, isExpanded: false },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, isExpanded } = top;
    if (isExpanded) sorted.push(node);
    else if (!seen.has(node)) {
      seen.add(node);
      stack.push({ node, isExpanded: true });
      for (const input of inputsOf(node).toReversed()) stack.push({ node: input, isExpanded: false });
    }
  }
  return sorted;
}
