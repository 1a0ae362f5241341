import type { Reference } from "@holdall/core";
import { sequenceLengthError } from "../errors.ts";
import { referenceTo, type Entry, type EntryArgument } from "./entry.ts";
import type { RangeNode, SequenceNode } from "./node.ts";
import { startOfPartition } from "./partitioning.ts";

/** How the tasks of a layer get one of their arguments: from other tasks, or as a value made with the task. */
export type Operand =
  | { readonly kind: "input"; readonly referenceAt: (partition: number) => Reference }
  | { readonly kind: "value"; readonly valueAt: (partition: number) => unknown };

/** The partition of an entry, as an array or typed array. */
export function partitionOf(entry: Entry, optimize: boolean): Operand {
  if (optimize && entry.node.kind === "sequence") return sliceOf(entry.node);
  return { kind: "input", referenceAt: (partition) => referenceTo(entry, partition) };
}

export function argumentOf(arg: EntryArgument, optimize: boolean): Operand {
  if (arg.kind === "bag") return partitionOf(arg.entry, optimize);
  const { reference } = arg;
  return { kind: "input", referenceAt: () => reference };
}

/** The partition's own part of the user's array. */
export function sliceOf({ items, partitioning }: SequenceNode): Operand {
  if (items.length !== partitioning.length) throw sequenceLengthError(partitioning.length, items.length);
  const slice = sliceFunction(items);
  return {
    kind: "value",
    valueAt: (partition) =>
      slice.call(
        items,
        startOfPartition(partitioning, partition),
        startOfPartition(partitioning, partition + 1),
      ),
  };
}

// A Buffer's own `slice` is a view, and a view sent to a worker takes the whole memory behind it along.
function sliceFunction(items: ArrayLike<unknown>): (this: unknown, start: number, end: number) => unknown {
  if (Array.isArray(items)) return Array.prototype.slice;
  return items instanceof Uint8Array
    ? Uint8Array.prototype.slice
    : (items as unknown as { slice(start: number, end: number): unknown }).slice;
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
