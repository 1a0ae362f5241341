import { Shared, tokenize, type Argument, type Layer, type Reference, type Passes } from "@holdall/core";
import type { PipelineSpec } from "../pipeline/run-pipeline.ts";
import type { SinkSpec } from "../pipeline/sink.ts";
import type { StandIn } from "../pipeline/stand-in.ts";
import { npartitionsOf, referenceTo, type Entry } from "./entry.ts";
import type { ReduceNode } from "./node.ts";
import { asAllowed } from "./passes.ts";
import { pipelineTask } from "./reproduce-call.ts";

/**
 * The layers of a tree that combines partial results, in order, `splitEvery` at a time. Its form depends on the number
 * of partitions alone, and so does the order in which floating-point numbers are added.
 */
export function createReduceLayers(entry: Entry, node: ReduceNode, passes: Passes): Layer[] {
  const { operation, splitEvery, beforeCombining: stages, combine, last, whenEmpty } = node;
  const layers: Layer[] = [];
  let below: Level = {
    size: npartitionsOf(entry.inputs[0]!),
    referenceAt: (index) => referenceTo(entry.inputs[0]!, index),
  };
  const createSpec = (sink: SinkSpec, end: { readonly whenEmpty?: StandIn }): PipelineSpec => {
    const source = { kind: "partials", operation, ...end } as const;
    return asAllowed({ source, stages, sink, isPartial: end.whenEmpty === undefined }, passes);
  };
  const inner = new Shared(createSpec(combine, {}));
  while (splitEvery !== false && below.size > splitEvery) {
    const name = `${operation}-${tokenize(entry.name, layers.length)}`;
    layers.push(createLevel({ name, operation, shared: inner, below, groupSize: splitEvery }));
    below = { size: layers.at(-1)!.size, referenceAt: (index) => ({ layer: name, index }) };
  }
  const root = new Shared(createSpec(last, { whenEmpty }));
  layers.push(createLevel({ name: entry.name, operation, shared: root, below, groupSize: below.size }));
  return layers;
}

interface Level {
  readonly size: number;
  readonly referenceAt: (index: number) => Reference;
}

interface LevelOptions {
  readonly name: string;
  readonly operation: string;
  readonly shared: Shared<PipelineSpec>;
  readonly below: Level;
  readonly groupSize: number;
}

function createLevel({ name, operation, shared, below, groupSize }: LevelOptions): Layer {
  const inputs = (index: number): Reference[] => {
    const start = index * groupSize;
    const length = Math.min(groupSize, below.size - start);
    return Array.from({ length }, (_, i) => below.referenceAt(start + i));
  };
  const full = argumentsOf(shared, Math.min(groupSize, below.size));
  return {
    name,
    operation,
    size: Math.ceil(below.size / groupSize),
    parts: 1,
    shared: [shared],
    inputs,
    task(index) {
      const length = Math.min(groupSize, below.size - index * groupSize);
      const args = length === groupSize ? full : argumentsOf(shared, length);
      return {
        steps: [{ fn: pipelineTask, args, operation, layer: name, index, partition: index }],
        parts: 1,
      };
    },
  };
}

function argumentsOf(shared: Shared<PipelineSpec>, length: number): Argument[] {
  const items = Array.from({ length }, (_, slot) => ({ kind: "input", slot }) as const);
  return [
    { kind: "shared", shared },
    { kind: "array", items },
  ];
}
