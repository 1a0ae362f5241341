import {
  assertFunction,
  describeValue,
  InvalidArgumentError,
  parseOptions,
  wholeNumber,
} from "@holdall/core";
import { z } from "zod";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { MapPartitionsNode, PipeNode, SequenceNode } from "../plan/node.ts";
import { countPartitions, createPartitioning } from "../plan/partitioning.ts";
import { createPipe } from "./pipe.ts";

/** Options of {@link readWith}. */
export interface ReadOptions {
  /** What errors and plans call it: the name of the function that the user called. */
  readonly operation: string;
  /** How many places a partition is read from. @default 1 */
  readonly partitionSize?: number | undefined;
}

const schema = z.strictObject({
  operation: z.string().min(1).describe("a string of at least one character"),
  partitionSize: wholeNumber(1).optional(),
});

export function readWith(places: unknown, read: unknown, options: ReadOptions): PipeNode {
  const { operation, partitionSize = 1 } = parseOptions(schema, options, "readWith()");
  assertFunction(read, "read", "readWith()");
  if (!Array.isArray(places)) {
    throw new InvalidArgumentError(
      `readWith(): Expected \`places\` to be an array, got ${describeValue(places)}.`,
    );
  }
  const partitioning = createPartitioning(places.length, { partitionSize });
  const npartitions = countPartitions(partitioning);
  const sequence: SequenceNode = { kind: "sequence", operation, items: places, partitioning, npartitions };
  const portions: MapPartitionsNode = {
    kind: "mapPartitions",
    operation,
    npartitions,
    input: sequence,
    source: { kind: "mapPartitions", operation, fn: read as UserFunction, args: [] },
    args: [],
    firstPartition: 0,
  };
  return createPipe(portions, { kind: "flatten", operation });
}
