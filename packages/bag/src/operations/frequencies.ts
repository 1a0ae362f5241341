import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createCounts } from "./counts.ts";
import { splitEverySchema, type SplitOptions } from "./reduce.ts";

/** Options of `frequencies`. */
export interface FrequenciesOptions extends SplitOptions {
  /** Whether the most frequent elements come first, rather than those that appear first. @default false */
  readonly sort?: boolean | undefined;
}

const schema = z.strictObject({
  sort: z.boolean().describe("true or false").optional(),
  splitEvery: splitEverySchema,
});

export function frequencies(input: BagNode, options: FrequenciesOptions): ElementsNode {
  const { sort, splitEvery } = parseOptions(schema, options, "bag.frequencies()");
  const key = { kind: "element" } as const;
  return createCounts(input, { operation: "frequencies", key, isSorted: sort, splitEvery });
}
