import { describeValue, InvalidArgumentError, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { RangeNode } from "../plan/node.ts";
import { countPartitions, createPartitioning } from "../plan/partitioning.ts";

const where = "Bag.range()";
const schema = z.strictObject({ npartitions: wholeNumber(1).optional() });

/** What `Bag.range` is called with: `stop`, or `start`, `stop` and perhaps `step`; options last. */
export type RangeArguments = readonly (number | RangeOptions | undefined)[];

/** Options of `Bag.range`. */
export interface RangeOptions {
  /** Number of partitions; with fewer numbers than that, one each. @default as `Bag.fromSequence` does it */
  readonly npartitions?: number | undefined;
}

export function range(args: RangeArguments): RangeNode {
  const hasOptions = typeof args.at(-1) === "object";
  const numbers = hasOptions ? args.slice(0, -1) : args;
  const { npartitions } = parseOptions(schema, hasOptions ? args.at(-1) : {}, where);
  if (numbers.length < 1 || numbers.length > 3) {
    throw new InvalidArgumentError(`${where}: Expected one to three numbers, got ${numbers.length}.`);
  }
  const [first, second, third = 1] = numbers;
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  assertInteger("start", start);
  assertInteger("stop", stop);
  assertInteger("step", third);
  if (third === 0) throw new InvalidArgumentError(`${where}: Expected \`step\` to be another number than 0.`);
  if (!Number.isSafeInteger(stop - start)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`start\` and \`stop\` to be at most ${Number.MAX_SAFE_INTEGER} apart, got ${start} and ${stop}.`,
    );
  }
  const length = Math.max(0, Math.ceil((stop - start) / third));
  const partitioning = createPartitioning(length, { npartitions });
  return {
    kind: "range",
    operation: "range",
    start,
    step: third,
    partitioning,
    npartitions: countPartitions(partitioning),
  };
}

function assertInteger(name: string, value: unknown): asserts value is number {
  if (!Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`${name}\` to be a whole number, got ${describeValue(value)}.`,
    );
  }
}
