import type { Reference, Target } from "@holdall/core";
import { sequenceLengthError } from "../errors.ts";
import { copyProperties } from "./copy-properties.ts";
import { Slice, type CopyElements } from "../pipeline/source/slice.ts";
import { isData } from "./choose-layers.ts";
import { referenceTo, type Entry, type EntryArgument } from "./entry.ts";
import type { PersistedNode, RangeNode, SequenceNode } from "./node.ts";
import { startOfPartition } from "./partitioning.ts";
import { referenceToStart } from "./starts-layer.ts";

/** How the tasks of a layer get one of their arguments: from other tasks, or as a value made with the task. */
export type Operand =
  | {
      readonly kind: "input";
      readonly referenceAt: (partition: number) => Reference;
      /** Whether workers keep it, as all tasks read the same. @default false */
      readonly isKept?: boolean;
    }
  /** An array of results. */
  | {
      readonly kind: "inputs";
      readonly targetsAt: (partition: number) => readonly Target[];
      /** Whether the task reads them itself, one after the other. @default false */
      readonly isLate?: boolean;
    }
  | { readonly kind: "value"; readonly valueAt: (partition: number) => unknown };

/** The partition of an entry, as an array or typed array. */
export function partitionOf(entry: Entry, fuse: boolean): Operand {
  if (fuse && isData(entry.node)) return copyOf(entry.node);
  return { kind: "input", referenceAt: (partition) => referenceTo(entry, partition) };
}

/** @param layer - of the tasks whose argument it is */
export function argumentOf(arg: EntryArgument, layer: string, fuse: boolean): Operand {
  switch (arg.kind) {
    case "bag":
      return partitionOf(arg.entry, fuse);
    case "collection":
      return { kind: "input", referenceAt: () => arg.reference };
    case "item":
      return valueOf(arg.entry);
    case "partition":
      return { kind: "value", valueAt: (partition) => arg.first + partition };
    case "start":
      return {
        kind: "value",
        valueAt: (partition) => startOfPartition(arg.partitioning, arg.first + partition),
      };
    case "countedStart":
      return {
        kind: "input",
        referenceAt: (partition) => referenceToStart(arg.entry, arg.first + partition),
      };
    case "carry":
      return {
        kind: "inputs",
        targetsAt: (partition) => (partition === 0 ? [] : [{ layer, index: partition - 1, part: 1 }]),
      };
    default:
      return arg satisfies never;
  }
}

/** The value of an item, which is the same for all tasks. */
export function valueOf(entry: Entry): Operand {
  return { kind: "input", referenceAt: () => referenceTo(entry, 0), isKept: true };
}

/** A partition of data that is here, copied. */
function copyOf(node: SequenceNode | PersistedNode): Operand {
  const partAt = partsOf(node);
  const valueAt = (partition: number): unknown => {
    const { items, start, end, copy } = partAt(partition);
    return copy.call(items, start, end);
  };
  return { kind: "value", valueAt };
}

/**
 * A partition of data that is here, as a slice, which is copied only where it is sent to a worker.
 * @param keys - properties that suffice of elements that have them
 */
export function sliceOf(node: SequenceNode | PersistedNode, keys?: readonly (string | number)[]): Operand {
  const partAt = partsOf(node);
  const valueAt = (partition: number): unknown => {
    const { items, start, end, copy } = partAt(partition);
    const isWhole = keys === undefined || !Array.isArray(items);
    return new Slice(items, start, end, isWhole ? copy : copyProperties(keys));
  };
  return { kind: "value", valueAt };
}

/** How many elements a partition of data that is here has. */
export function numberOf(node: SequenceNode | PersistedNode): Operand {
  const partAt = partsOf(node);
  const valueAt = (partition: number): unknown => {
    const { start, end } = partAt(partition);
    return end - start;
  };
  return { kind: "value", valueAt };
}

interface Part {
  readonly items: ArrayLike<unknown>;
  readonly start: number;
  readonly end: number;
  readonly copy: CopyElements;
}

function partsOf(node: SequenceNode | PersistedNode): (partition: number) => Part {
  if (node.kind === "persisted") {
    const copy = Array.prototype.slice;
    return (partition) => {
      const items = node.items[partition]!;
      return { items, start: 0, end: items.length, copy };
    };
  }
  const { items, partitioning } = node;
  const copy = copyFunction(node);
  return (partition) => ({
    items,
    start: startOfPartition(partitioning, partition),
    end: startOfPartition(partitioning, partition + 1),
    copy,
  });
}

// A Buffer's own `slice` is a view, and a view sent to a worker takes the whole memory behind it along.
function copyFunction({ items, partitioning }: SequenceNode): CopyElements {
  if (items.length !== partitioning.length) throw sequenceLengthError(partitioning.length, items.length);
  if (Array.isArray(items)) return Array.prototype.slice;
  return items instanceof Uint8Array
    ? Uint8Array.prototype.slice
    : (items as unknown as { readonly slice: CopyElements }).slice;
}

/** First number and number of numbers. */
export function boundsOf({ start, step, partitioning }: RangeNode): Operand {
  return {
    kind: "value",
    valueAt: (partition) => {
      const first = startOfPartition(partitioning, partition);
      return [start + first * step, startOfPartition(partitioning, partition + 1) - first];
    },
  };
}
