import { describeValue, InvalidArgumentError, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { BagNode, TakeNode } from "../plan/node.ts";

/** Options of `take`. */
export interface TakeOptions {
  /** How many partitions are looked at, from the first on. @default as many as needed */
  readonly npartitions?: number | undefined;
}

const where = "bag.take()";
const schema = z.strictObject({ npartitions: wholeNumber(1).optional() });

export function take(input: BagNode, count: number, options: TakeOptions): TakeNode {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new InvalidArgumentError(
      `${where}: Expected \`k\` to be a whole number from 0 up, got ${describeValue(count)}.`,
    );
  }
  const { npartitions: within = input.npartitions } = parseOptions(schema, options, where);
  if (within > input.npartitions) {
    throw new InvalidArgumentError(
      `${where}: Expected \`npartitions\` to be at most ${input.npartitions}, the number there is, got ${within}.`,
    );
  }
  return { kind: "take", operation: "take", npartitions: 1, input, count, within };
}
