import type { CallSite, Passes } from "@holdall/core";
import type { Need } from "../pipeline/need.ts";
import type { PipelineSpec } from "../pipeline/run-pipeline.ts";
import type { SinkSpec } from "../pipeline/sink.ts";
import type { SourceSpec } from "../pipeline/source.ts";
import { withSlotsMoved, type StageSpec } from "../pipeline/stage.ts";
import { isReader, isSource } from "./choose-layers.ts";
import { hasLayer, type Entry } from "./entry.ts";
import type { PersistedNode, PipeNode, SequenceNode } from "./node.ts";
import { factorsOf, neighboursOf, partsOf, piecesOf, secondPartsOf } from "./moved-operands.ts";
import { argumentOf, boundsOf, numberOf, partitionOf, sliceOf, valueOf, type Operand } from "./operand.ts";
import { leaveWhole, projectPipeline } from "./project.ts";
import { toldOf } from "./told.ts";
import { writtenAt } from "./written-at.ts";

/** What the tasks of a layer of pipelines have in common. */
export interface FusedPipeline {
  readonly spec: PipelineSpec;
  /** What the slots of the spec name. */
  readonly operands: readonly Operand[];
  /** Where the user wrote its steps, by their number: the source, the stages, the sink. */
  readonly callSites: readonly (CallSite | undefined)[];
}

/** The pipeline that makes the result of an entry, with all operations in it that have no layer of their own. */
export function fusePipeline(entry: Entry, { fuse, project }: Passes): FusedPipeline {
  const { node } = entry;
  const pipes: (Entry & { readonly node: PipeNode })[] = [];
  let first = entry;
  let isFused = true;
  while (isFused && isReader(first.node)) {
    if (isPipe(first)) pipes.push(first);
    first = first.inputs[0]!;
    isFused = fuse && (isSource(first) || (!first.isRead && hasLayer(first.node)));
  }
  const all = pipes.toReversed();
  const ownSink = "sink" in node ? node.sink : ({ kind: "collect" } as const);
  const ownStages = all.map(stageOf);
  const isPartial = node.kind === "partials";
  const { need, isIdle } = project ? projectPipeline(ownStages, ownSink) : leaveWhole(ownStages);
  const staged = all.filter((_, i) => !isIdle[i]);
  const told = isFused && project ? toldOf(first.node, staged.map(stageOf), ownSink) : undefined;
  if (told !== undefined)
    return {
      spec: { ...told, stages: [], isPartial },
      operands: [partitionOf(first.inputs[0]!, fuse)],
      callSites: callSitesOf([first, entry]),
    };
  const source = isFused ? sourceOf(first, need, fuse) : readerOf(first);
  const operands = [...source.operands];
  const withOperands = <S extends StageSpec | SinkSpec>(step: S, { args, name }: Entry): S => {
    const moved = withSlotsMoved(step, operands.length);
    operands.push(...args.map((arg) => argumentOf(arg, name, fuse)));
    return moved;
  };
  const stages = staged.map((pipe): StageSpec => withOperands(pipe.node.stage, pipe));
  const sink = withOperands(ownSink, entry);
  return {
    spec: { source: source.spec, stages, sink, isPartial },
    operands,
    callSites: callSitesOf([first, ...staged, entry]),
  };
}

function callSitesOf(steps: readonly Entry[]): FusedPipeline["callSites"] {
  return steps.map(({ node }) => node[writtenAt]);
}

function stageOf({ node }: { readonly node: PipeNode }): StageSpec {
  return node.stage;
}

function isPipe(entry: Entry): entry is Entry & { readonly node: PipeNode } {
  return entry.node.kind === "pipe";
}

interface Source {
  readonly spec: SourceSpec;
  readonly operands: readonly Operand[];
}

/** Reads what another layer makes. */
function readerOf(entry: Entry): Source {
  return {
    spec: { kind: "elements", operation: entry.node.operation },
    operands: [partitionOf(entry, false)],
  };
}

/** Goes through data that is here. */
function dataSourceOf(node: SequenceNode | PersistedNode, need: Need): Source {
  const { operation } = node;
  switch (need.kind) {
    case "number":
      return { spec: { kind: "number", operation }, operands: [numberOf(node)] };
    case "properties":
      return { spec: { kind: "slice", operation, keys: need.keys }, operands: [sliceOf(node, need.keys)] };
    case "elements":
      return { spec: { kind: "slice", operation }, operands: [sliceOf(node)] };
    default:
      return need satisfies never;
  }
}

/** Makes the elements of an entry, where a pipeline begins with it. */
function sourceOf(entry: Entry, need: Need, fuse: boolean): Source {
  const { node } = entry;
  const { operation } = node;
  switch (node.kind) {
    case "sequence":
    case "persisted":
      return dataSourceOf(node, need);
    case "range":
      return { spec: { kind: "range", operation, step: node.step }, operands: [boundsOf(node)] };
    case "delayeds":
      return {
        spec: { kind: "elements", operation },
        operands: [{ kind: "input", referenceAt: (partition) => entry.references[partition]! }],
      };
    case "mapPartitions": {
      const operands = [partitionOf(entry.inputs[0]!, fuse)];
      const spec = withSlotsMoved(node.source, operands.length);
      operands.push(...entry.args.map((arg) => argumentOf(arg, entry.name, fuse)));
      return { spec, operands };
    }
    case "coalesce":
      return { spec: { kind: "chain", operation }, operands: [neighboursOf(entry, node)] };
    case "recut":
      return { spec: { kind: "chain", operation }, operands: [piecesOf(entry, node)] };
    case "product":
      return { spec: { kind: "product", operation }, operands: factorsOf(entry, fuse) };
    case "shuffle":
      return {
        spec: { kind: "groups", operation, bags: entry.inputs.length, as: node.as },
        operands: entry.inputs.map((input) => partsOf(input, node.as === "iterable")),
      };
    case "merge":
      return {
        spec: { kind: "merge", operation, isDescending: node.isDescending },
        operands: entry.inputs.map((input) => partsOf(input)),
      };
    case "unmatched": {
      const [matched, others] = entry.inputs as [Entry, Entry];
      return {
        spec: { kind: "unmatched", operation },
        operands: [secondPartsOf(matched), valueOf(others)],
      };
    }
    case "concat":
    case "pipe":
    case "partials":
    case "scatter":
    case "divide":
    case "split":
    case "starts":
    case "accumulate":
    case "checkpoint":
    case "take":
    case "elements":
    case "reduce":
    case "search":
    case "join":
    case "apply":
    case "value":
    case "collection":
      throw new Error(`No pipeline begins with "${node.kind}". This is a bug in holdall: please report it.`);
    default:
      return node satisfies never;
  }
}
