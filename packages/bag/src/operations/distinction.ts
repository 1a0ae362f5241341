import { parseOptions } from "@holdall/core";
import { z } from "zod";
import { noColumns } from "../pipeline/columns.ts";
import type { WithKey } from "../pipeline/element-key.ts";
import type { DistinctSpec } from "../pipeline/sink/distinct.ts";
import type { MergeDistinctSpec } from "../pipeline/sink/merge-distinct.ts";
import type { BagNode, ElementsNode } from "../plan/node.ts";
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

/** A bag of the first element of each key. */
export function createDistinct(input: BagNode, distinction: Distinction): ElementsNode {
  return createDistinctBag(input, distinction, { keeps: kept(distinction), result: "values" });
}

/** A bag whose one element is the Columns of all keys and the first element of each. */
export function createDistinctColumns(input: BagNode, distinction: Distinction): ElementsNode {
  return createDistinctBag(input, distinction, { keeps: kept(distinction), result: "merged columns" });
}

/** A bag whose one element is Columns of all keys. */
export function createDistinctKeys(input: BagNode, distinction: Distinction): ElementsNode {
  return createDistinctBag(input, distinction, { keeps: "key", result: "merged columns" });
}

// An element that is its own key is not kept twice.
function kept({ key }: Distinction): DistinctSpec["keeps"] {
  return key.kind === "element" ? "key" : "element";
}

type Kept = Pick<MergeDistinctSpec, "keeps" | "result">;

function createDistinctBag(
  input: BagNode,
  { operation, key, splitEvery }: Distinction,
  { keeps, result }: Kept,
): ElementsNode {
  const merge = { kind: "mergeDistinct", keeps } as const;
  const reduction = createReduction(input, {
    operation,
    sink: { kind: "distinct", operation, key, keeps },
    combine: { ...merge, result: "columns" },
    last: { ...merge, result },
    whenEmpty: { kind: "copy", value: noColumns },
    splitEvery,
  });
  return createElements(reduction);
}
