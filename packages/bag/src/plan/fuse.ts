import type { PipelineSpec } from "../pipeline/run-pipeline.ts";
import type { SinkSpec } from "../pipeline/sink.ts";
import type { SourceSpec } from "../pipeline/source.ts";
import { withSlotsMoved, type StageSpec } from "../pipeline/stage.ts";
import { isReader, isSource } from "./choose-layers.ts";
import { hasLayer, type Entry } from "./entry.ts";
import type { PipeNode } from "./node.ts";
import { factorsOf, neighboursOf, piecesOf } from "./moved-operands.ts";
import { argumentOf, boundsOf, partitionOf, sliceOf, type Operand } from "./operand.ts";

/** What the tasks of a layer of pipelines have in common. */
export interface FusedPipeline {
  readonly spec: PipelineSpec;
  /** What the slots of the spec name. */
  readonly operands: readonly Operand[];
}

/** The pipeline that makes the result of an entry, with all operations in it that have no layer of their own. */
export function fusePipeline(entry: Entry, fuse: boolean): FusedPipeline {
  const { node } = entry;
  const pipes: (Entry & { readonly node: PipeNode })[] = [];
  let first = entry;
  let isFused = true;
  while (isFused && isReader(first.node)) {
    if (isPipe(first)) pipes.push(first);
    first = first.inputs[0]!;
    isFused = fuse && (isSource(first) || (!first.isRead && hasLayer(first.node)));
  }
  const source = isFused ? sourceOf(first, fuse) : readerOf(first);
  const operands = [...source.operands];
  const withOperands = <S extends StageSpec | SinkSpec>(step: S, { args }: Entry): S => {
    const moved = "args" in step ? (withSlotsMoved(step, operands.length) as S) : step;
    operands.push(...args.map((arg) => argumentOf(arg, fuse)));
    return moved;
  };
  const stages = pipes.toReversed().map((pipe): StageSpec => withOperands(pipe.node.stage, pipe));
  const sink = "sink" in node ? withOperands(node.sink, entry) : ({ kind: "collect" } as const);
  return { spec: { source: source.spec, stages, sink, isPartial: node.kind === "partials" }, operands };
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

/** Makes the elements of an entry, where a pipeline begins with it. */
function sourceOf(entry: Entry, fuse: boolean): Source {
  const { node } = entry;
  const { operation } = node;
  switch (node.kind) {
    case "sequence":
    case "persisted":
      return { spec: { kind: "slice", operation }, operands: [sliceOf(node)] };
    case "range":
      return { spec: { kind: "range", operation, step: node.step }, operands: [boundsOf(node)] };
    case "delayeds":
      return {
        spec: { kind: "elements", operation },
        operands: [{ kind: "input", referenceAt: (partition) => entry.references[partition]! }],
      };
    case "mapPartitions": {
      const operands = [partitionOf(entry.inputs[0]!, fuse)];
      const { args } = withSlotsMoved({ args: node.callArguments }, operands.length);
      operands.push(...entry.args.map((arg) => argumentOf(arg, fuse)));
      return { spec: { kind: "mapPartitions", operation, fn: node.fn, args }, operands };
    }
    case "coalesce":
      return { spec: { kind: "chain", operation }, operands: [neighboursOf(entry, node)] };
    case "recut":
      return { spec: { kind: "chain", operation }, operands: [piecesOf(entry, node)] };
    case "product":
      return { spec: { kind: "product", operation }, operands: factorsOf(entry, fuse) };
    case "concat":
    case "pipe":
    case "partials":
    case "scatter":
    case "split":
    case "take":
    case "elements":
    case "reduce":
    case "join":
    case "apply":
    case "value":
    case "collection":
      throw new Error(`No pipeline begins with "${node.kind}". This is a bug in holdall: please report it.`);
    default:
      return node satisfies never;
  }
}
