import { parseOptions } from "@holdall/core";
import { z } from "zod";
import { noColumns } from "../pipeline/columns.ts";
import type { WithKey } from "../pipeline/element-key.ts";
import type { MergeDistinctSpec } from "../pipeline/sink/merge-distinct.ts";
import type { BagNode, ElementsNode, ItemNode, ReduceNode } from "../plan/node.ts";
import { createElements } from "./elements.ts";
import { parseOptionalKey, type KeyArgument } from "./key-argument.ts";
import { createReduction, splitEverySchema, type SplitOptions } from "./reduce.ts";

/** Options of operations to which elements of equal keys are the same. */
export interface DistinctOptions<T> extends SplitOptions {
  /** A function of the element, which may be asynchronous, the name of a property, or an index. @default the element */
  readonly key?: KeyArgument<T> | undefined;
}

/** What tells elements apart, and how what is found in partitions is combined. */
export interface Distinction extends WithKey, SplitOptions {}

const schema = z.strictObject({ key: z.unknown().optional(), splitEvery: splitEverySchema });

/** @throws InvalidArgumentError for unknown and invalid options */
export function parseDistinction(operation: string, options: unknown): Distinction {
  const where = `bag.${operation}()`;
  const { key, splitEvery } = parseOptions(schema, options, where);
  return { operation, key: parseOptionalKey(key, where), splitEvery };
}

/** By which keys elements are selected. */
interface Selection {
  /** Whether it is the keys that are in both bags, or those that are in the one alone. */
  readonly which: "common" | "own";
  /** The keys of the other bag, as `createDistinctKeys` makes them. */
  readonly others: ItemNode;
}

/** A bag of the first element of each key, or of each that is selected. */
export function createDistinct(
  input: BagNode,
  distinction: Distinction,
  selection?: Selection,
): ElementsNode {
  // An element that is its own key is not kept twice.
  const keeps = distinction.key.kind === "element" ? "key" : "element";
  return createElements(createDistinctReduction(input, distinction, { keeps, result: "values", selection }));
}

/** Columns of all keys. */
export function createDistinctKeys(input: BagNode, distinction: Distinction): ReduceNode {
  return createDistinctReduction(input, distinction, { keeps: "key", result: "columns" });
}

interface Kept extends Pick<MergeDistinctSpec, "keeps" | "result"> {
  readonly selection?: Selection | undefined;
}

function createDistinctReduction(
  input: BagNode,
  { operation, key, splitEvery }: Distinction,
  { keeps, result, selection }: Kept,
): ReduceNode {
  const sink = { kind: "distinct", operation, key, keeps } as const;
  const merge = { kind: "mergeDistinct", keeps } as const;
  return createReduction(input, {
    operation,
    ...(selection === undefined
      ? { sink: { ...sink, which: "all", args: [] } }
      : {
          sink: { ...sink, which: selection.which, args: [{ kind: "broadcast", slot: 0 }] },
          args: [{ kind: "item", node: selection.others }],
        }),
    combine: { ...merge, result: "columns" },
    last: { ...merge, result },
    whenEmpty: { kind: "copy", value: noColumns },
    splitEvery,
  });
}
