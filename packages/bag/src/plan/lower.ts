import { createLayer, Shared, type Layer, type LowerContext, type Lowered } from "@holdall/core";
import { gatherJoinedTask, gatherOnlyTask, gatherPartitionsTask } from "../pipeline/gather.ts";
import { runApplyTask } from "../pipeline/run-apply.ts";
import { chooseLayers } from "./choose-layers.ts";
import { markRead, referenceTo, targetsOf, type Entry } from "./entry.ts";
import { createDivideLayers } from "./divide-layers.ts";
import { createGatherLayer } from "./gather.ts";
import { Interner } from "./intern.ts";
import type { ApplyNode, BagNode, ItemNode, PlanNode, ValueNode } from "./node.ts";
import { optimise } from "./optimise.ts";
import { PipelineLayer } from "./pipeline-layer.ts";
import { createReduceLayers } from "./reduce-layers.ts";
import { createSearchLayer } from "./search-layer.ts";
import { createStartsLayer } from "./starts-layer.ts";
import { createTakeLayers } from "./take-layers.ts";
import { writtenAt } from "./written-at.ts";

/** Lowers a bag: its targets are its partitions, as arrays. */
export function lowerBag(plan: BagNode, context: LowerContext): Lowered {
  const entry = internPlan(plan, context);
  markRead(entry);
  return { targets: targetsOf(entry), gather: gatherPartitionsTask, isPartitioned: true };
}

/** Lowers an item: its target is its value, but for arrays to be joined, which need no task to do it. */
export function lowerItem(plan: ItemNode, context: LowerContext): Lowered {
  const entry = internPlan(plan, context);
  if (entry.node.kind === "join") return joinedOf(entry);
  markRead(entry);
  return { targets: [referenceTo(entry, 0)], gather: gatherOnlyTask };
}

/** Lowers one partition of a bag, or of another step that has partitions: its target is the partition, as an array. */
export function lowerPartition(plan: PlanNode, partition: number, context: LowerContext): Lowered {
  const entry = internPlan(plan, context);
  markRead(entry);
  return { targets: [referenceTo(entry, partition)], gather: gatherOnlyTask };
}

function joinedOf(entry: Entry): Lowered {
  return { targets: targetsOf(entry.inputs[0]!), gather: gatherJoinedTask };
}

/** What the plans of one run have in common. */
interface Lowering {
  readonly interner: Interner;
  /** By plan: as many partitions as it has may be lowered one by one. */
  readonly known: Map<PlanNode, Entry>;
  /** Whether something was lowered since layers were added last. */
  isPending: boolean;
}

const owner = Symbol("holdall.bag");

function internPlan(plan: PlanNode, context: LowerContext): Entry {
  const { passes } = context;
  const lowering = context.memo(owner, (): Lowering => ({
    interner: new Interner(context, passes.fuse),
    known: new Map(),
    isPending: false,
  }));
  const entry = lowering.known.get(plan) ?? lowering.interner.intern(optimise(plan, passes));
  lowering.known.set(plan, entry);
  if (!lowering.isPending) context.later(() => addLayers(lowering, context));
  lowering.isPending = true;
  return entry;
}

// Only now is it known what the collections of the run read, each on its own and together.
function addLayers(lowering: Lowering, context: LowerContext): void {
  lowering.isPending = false;
  const { entries } = lowering.interner;
  chooseLayers(entries);
  for (const entry of entries) {
    if (!entry.isRead || context.has(entry.name)) continue;
    for (const layer of layersOf(entry, context)) context.add(withCallSite(layer, entry));
  }
}

function layersOf(entry: Entry, context: LowerContext): readonly Layer[] {
  const { node } = entry;
  const { passes } = context;
  switch (node.kind) {
    case "sequence":
    case "range":
    case "delayeds":
    case "persisted":
    case "pipe":
    case "mapPartitions":
    case "coalesce":
    case "recut":
    case "product":
    case "shuffle":
    case "merge":
    case "unmatched":
    case "scatter":
    case "accumulate":
    case "checkpoint":
    case "partials":
      return [new PipelineLayer(entry, passes)];
    case "concat":
    case "elements":
    case "collection":
    case "split":
      return [];
    case "starts":
      return [createStartsLayer(entry, node)];
    case "divide":
      return createDivideLayers(entry, node);
    case "take":
      return createTakeLayers(entry, node);
    case "reduce":
      return createReduceLayers(entry, node, passes);
    case "search":
      return [createSearchLayer(entry, node, context.concurrency)];
    case "join":
      return [createGatherLayer(entry.name, node.operation, joinedOf(entry))];
    case "apply":
      return [createApplyLayer(entry, node)];
    case "value":
      return [createValueLayer(entry, node)];
    default:
      return node satisfies never;
  }
}

// Those that are no pipelines do one thing.
function withCallSite(layer: Layer, { node }: Entry): Layer {
  return layer instanceof PipelineLayer ? layer : { ...layer, callSite: () => node[writtenAt] };
}

function createApplyLayer(entry: Entry, { operation, fn }: ApplyNode): Layer {
  const { name } = entry;
  const args = [
    { kind: "shared", shared: new Shared(fn) },
    { kind: "input", slot: 0 },
  ] as const;
  const task = { fn: runApplyTask, args, inputs: [referenceTo(entry.inputs[0]!, 0)] };
  return createLayer({ name, operation, tasks: [task] });
}

function createValueLayer({ name }: Entry, { operation, value }: ValueNode): Layer {
  const items = [{ kind: "value", value }] as const;
  return createLayer({ name, operation, tasks: [{ fn: gatherOnlyTask, args: [{ kind: "array", items }] }] });
}
