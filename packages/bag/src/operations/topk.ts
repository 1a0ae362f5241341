import { describeValue, InvalidArgumentError, parseOptions } from "@holdall/core";
import { z } from "zod";
import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createElements } from "./elements.ts";
import { parseOptionalKey, type KeyArgument } from "./key-argument.ts";
import { createReduction, splitEverySchema, type SplitOptions } from "./reduce.ts";

/** Options of `topk`. */
export interface TopkOptions<T> extends SplitOptions {
  /** A function of the element, which may be asynchronous, the name of a property, or an index. @default the element */
  readonly key?: KeyArgument<T> | undefined;
}

const where = "bag.topk()";
const operation = "topk";
const schema = z.strictObject({ key: z.unknown().optional(), splitEvery: splitEverySchema });

export function topk(input: BagNode, size: number, options: unknown): ElementsNode {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new InvalidArgumentError(
      `${where}: Expected \`k\` to be a whole number from 0 up, got ${describeValue(size)}.`,
    );
  }
  const { key, splitEvery } = parseOptions(schema, options, where);
  const reduction = createReduction(input, {
    operation,
    sink: { kind: "topk", operation, key: parseOptionalKey(key, where), size },
    combine: { kind: "mergeTopk", size, isLast: false },
    last: { kind: "mergeTopk", size, isLast: true },
    whenEmpty: { kind: "copy", value: { kind: undefined, keys: [], elements: [] } },
    splitEvery,
  });
  return createElements(reduction);
}
