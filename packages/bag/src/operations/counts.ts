import { noColumns } from "../pipeline/columns.ts";
import type { WithKey } from "../pipeline/element-key.ts";
import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createElements } from "./elements.ts";
import { createReduction, type SplitOptions } from "./reduce.ts";

/** What is counted, and how the counts come out. */
export interface Counts extends WithKey, SplitOptions {
  /** Whether greater counts come first. @default false */
  readonly isSorted?: boolean | undefined;
}

/** A bag of pairs of a key and how many elements have it. */
export function createCounts(
  input: BagNode,
  { operation, key, isSorted = false, splitEvery }: Counts,
): ElementsNode {
  const reduction = createReduction(input, {
    operation,
    sink: { kind: "frequencies", operation, key },
    combine: { kind: "mergeFrequencies", result: "columns" },
    last: { kind: "mergeFrequencies", result: isSorted ? "sorted entries" : "entries" },
    whenEmpty: { kind: "copy", value: noColumns },
    splitEvery,
  });
  return createElements(reduction);
}
