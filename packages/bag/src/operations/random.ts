import { describeValue, InvalidArgumentError, parseOptions } from "@holdall/core";
import { z } from "zod";
import type { BagNode, ElementsNode } from "../plan/node.ts";
import { createElements } from "./elements.ts";
import { createReduction, splitEverySchema, type Reduction, type SplitOptions } from "./reduce.ts";
import { seedOf } from "./seed.ts";

/** Options of `random.sample` and `random.choices`. */
export interface RandomOptions extends SplitOptions {
  /** A whole number from 0 up. @default a random one, chosen when the bag is made */
  readonly seed?: number | undefined;
}

const schema = z.strictObject({ seed: z.unknown().optional(), splitEvery: splitEverySchema });

export function sample(input: BagNode, size: number, options: RandomOptions): ElementsNode {
  const { seed, ...split } = parseDrawing(size, options, "random.sample()");
  return drawElements(input, {
    operation: "sample",
    sink: { kind: "sample", size, seed, args: [{ kind: "broadcast", slot: 0 }] },
    combine: { kind: "mergeSamples", size, isLast: false },
    last: { kind: "mergeSamples", size, isLast: true },
    whenEmpty: { kind: "copy", value: { drawn: [] } },
    ...split,
  });
}

export function choices(input: BagNode, size: number, options: RandomOptions): ElementsNode {
  const { seed, ...split } = parseDrawing(size, options, "random.choices()");
  return drawElements(input, {
    operation: "choices",
    sink: { kind: "choices", size, seed, args: [{ kind: "broadcast", slot: 0 }] },
    combine: { kind: "mergeChoices", size, isLast: false },
    last: { kind: "mergeChoices", size, isLast: true },
    whenEmpty: { kind: "copy", value: { choices: [] } },
    ...split,
  });
}

function drawElements(input: BagNode, reduction: Reduction): ElementsNode {
  return createElements(createReduction(input, { ...reduction, args: [{ kind: "partition" }] }));
}

function parseDrawing(size: unknown, options: unknown, where: string): { seed: number } & SplitOptions {
  if (!Number.isSafeInteger(size) || (size as number) < 0) {
    throw new InvalidArgumentError(
      `${where}: Expected \`k\` to be a whole number from 0 up, got ${describeValue(size)}.`,
    );
  }
  const { seed, ...split } = parseOptions(schema, options, where);
  return { seed: seedOf(seed, where), ...split };
}
