import {
  describeValue,
  InvalidArgumentError,
  parseOptions,
  wholeNumber,
  type Collection,
  type Layer,
  type LowerContext,
  type TaskContext,
} from "@holdall/core";
import { z } from "zod";
import { gatherOnlyTask } from "../pipeline/gather.ts";
import type { DelayedsNode } from "../plan/node.ts";
import { StreamReader, StreamSource, type AnyIterable } from "./stream-reader.ts";

/** Options of `Bag.from`. */
export interface FromOptions {
  /** How many partitions there are, the last ones perhaps empty. @default 256 */
  readonly npartitions?: number | undefined;
  /** How many elements the first partition gets; each gets a sixteenth more than the one before. @default 64 */
  readonly firstPartitionSize?: number | undefined;
}

const where = "Bag.from()";
const operation = "from";
const schema = z.strictObject({
  npartitions: wholeNumber(1).optional(),
  firstPartitionSize: wholeNumber(1).optional(),
});

// How many elements there will be is not known: as a growing array has room for any number of them after few changes of
// its size, growing partitions do after few of them. The default 256 have room for 5 billion.
const growth = 17 / 16;

export function from(iterable: unknown, options: FromOptions): DelayedsNode {
  assertIterable(iterable);
  const { npartitions = 256, firstPartitionSize = 64 } = parseOptions(schema, options, where);
  const source = new StreamSource(iterable);
  const sizeOf = (partition: number): number =>
    partition === npartitions - 1 ? Infinity : Math.floor(firstPartitionSize * growth ** partition);
  const layerIn = (context: LowerContext): Layer =>
    context.memo(source, () => createReadLayer(source, { npartitions, sizeOf, context }));
  const collections = Array.from({ length: npartitions }, (_, index): Collection => ({
    lowerInto(context) {
      const { name } = layerIn(context);
      return { targets: [{ layer: name, index }], gather: gatherOnlyTask };
    },
  }));
  return { kind: "delayeds", operation, collections, npartitions };
}

function assertIterable(value: unknown): asserts value is AnyIterable {
  const candidate = value as Partial<Iterable<unknown> & AsyncIterable<unknown>> | null | undefined;
  if (typeof candidate?.[Symbol.asyncIterator] === "function") return;
  if (typeof candidate?.[Symbol.iterator] === "function") return;
  throw new InvalidArgumentError(
    `${where}: Expected \`iterable\` to be an iterable or async iterable, got ${describeValue(value)}.`,
  );
}

interface ReadLayerOptions {
  readonly npartitions: number;
  readonly sizeOf: (partition: number) => number;
  readonly context: LowerContext;
}

const counter = Symbol("holdall.from");

/** Tasks on the calling thread that each read a partition, one after the other. */
function createReadLayer(source: StreamSource, { npartitions, sizeOf, context }: ReadLayerOptions): Layer {
  const layers = context.memo(counter, () => ({ count: 0 }));
  const name = `${operation}-${(layers.count += 1)}`;
  const reader = new StreamReader(source);
  // The elements, and that they have been read, for which the next task waits.
  const parts = 2;
  const read = (task: TaskContext, count: number): [unknown, null] | Promise<[unknown, null]> => {
    const items = reader.read(task, count);
    return items instanceof Promise ? items.then((awaited) => [awaited, null]) : [items, null];
  };
  // It holds an iterator, and so is never imported anywhere.
  const fn = { call: read, module: import.meta.url, name: operation };
  const layer: Layer = {
    name,
    operation,
    size: npartitions,
    parts,
    shared: [],
    local: { close: () => reader.close() },
    inputs: (index) => (index === 0 ? [] : [{ layer: name, index: index - 1, part: 1 }]),
    task(index) {
      const args = [{ kind: "value", value: sizeOf(index) }] as const;
      return { steps: [{ fn, args, operation, layer: name, index, partition: index }], parts };
    },
  };
  context.add(layer);
  return layer;
}
