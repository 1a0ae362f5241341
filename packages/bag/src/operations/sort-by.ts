import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { BagNode, MergeNode, PlanNode } from "../plan/node.ts";
import { parseKey } from "./key-argument.ts";
import { createScatter, joinedToDealOut } from "./shuffle.ts";

/** Options of `sortBy`. */
export interface SortOptions {
  /** Whether greater keys come first. @default false */
  readonly descending?: boolean | undefined;
}

const where = "bag.sortBy()";
const operation = "sortBy";
const schema = z.strictObject({ descending: z.boolean().describe("true or false").optional() });

/** Sorts each partition, cuts all of them at the same keys, and merges the pieces that belong together. */
export function sortBy(input: BagNode, by: unknown, options: SortOptions): MergeNode {
  const key = parseKey(by, where);
  const { descending: isDescending = false } = parseOptions(schema, options, where);
  const { npartitions } = input;
  const joined = joinedToDealOut(input, { operation, parts: npartitions });
  const sampleSize = npartitions === 1 ? 0 : sampleSizeFor(npartitions, joined.npartitions);
  const sink = { kind: "sort", operation, key, isDescending, sampleSize } as const;
  const runs = createScatter(joined, { operation, sink, parts: npartitions === 1 ? 1 : 2 });
  const pieces: PlanNode =
    npartitions === 1
      ? runs
      : {
          kind: "divide",
          operation,
          npartitions: runs.npartitions,
          parts: npartitions,
          input: runs,
          isDescending,
        };
  return { kind: "merge", operation, npartitions, input: pieces, isDescending };
}

// So many elements of the sample there are for each new partition, and for each sorted one: partitions are then about
// even, whatever the order of the elements was.
const [pointsForNew, pointsForSorted] = [32, 16];

function sampleSizeFor(parts: number, runs: number): number {
  return Math.max(pointsForSorted, Math.ceil((pointsForNew * parts) / runs));
}
