import {
  assertFunction,
  describeValue,
  InvalidArgumentError,
  parseOptions,
  wholeNumber,
} from "@holdall/core";
import { z } from "zod";
import type { PartitionContext } from "../pipeline/element-context.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import type { MapPartitionsNode, PipeNode, SequenceNode } from "../plan/node.ts";
import { countPartitions, createPartitioning } from "../plan/partitioning.ts";
import { createPipe } from "./pipe.ts";

/**
 * Options of {@link readWith}.
 *
 * @typeParam P - the places
 * @typeParam A - the arguments
 */
export interface ReadOptions<P = never, A extends readonly unknown[] = []> {
  /** What errors and plans call it: the name of the function that the user called. */
  readonly operation: string;
  /** How many places a partition is read from. @default 1 */
  readonly partitionSize?: number | undefined;
  /**
   * What `read` and `count` are given after the context, the same for all partitions: data and functions, which go once to
   * each worker.
   * @default nothing
   */
  readonly args?: A | undefined;
  /**
   * Called instead of `read` where nothing is needed of the elements but how many they are, as for `count`: returns an
   * iterable of the lengths of the portions. It is told the `signal` of the run.
   * @default they are read
   */
  readonly count?:
    | ((
        places: readonly P[],
        context: Pick<PartitionContext, "signal">,
        ...args: A
      ) => Iterable<number> | AsyncIterable<number>)
    | undefined;
}

const schema = z.strictObject({
  operation: z.string().min(1).describe("a string of at least one character"),
  partitionSize: wholeNumber(1).optional(),
  args: z.array(z.unknown()).describe("an array").optional(),
  count: z
    .custom<UserFunction>((value) => typeof value === "function")
    .describe("a function")
    .optional(),
});

export function readWith(places: unknown, read: unknown, options: unknown): PipeNode {
  const { operation, partitionSize = 1, args = [], count } = parseOptions(schema, options, "readWith()");
  assertFunction(read, "read", "readWith()");
  if (!Array.isArray(places)) {
    throw new InvalidArgumentError(
      `readWith(): Expected \`places\` to be an array, got ${describeValue(places)}.`,
    );
  }
  // Not more than is asked for: most readers have nothing to wait for.
  const isTold = args.length > 0 || (read as UserFunction).length > 1;
  const values = args.map((value) => ({ kind: "value", value }) as const);
  const partitioning = createPartitioning(places.length, { partitionSize });
  const npartitions = countPartitions(partitioning);
  const sequence: SequenceNode = { kind: "sequence", operation, items: places, partitioning, npartitions };
  const portions: MapPartitionsNode = {
    kind: "mapPartitions",
    operation,
    npartitions,
    input: sequence,
    source: {
      kind: "mapPartitions",
      operation,
      fn: read as UserFunction,
      args: isTold ? [{ kind: "context", slot: 0 }, ...values] : [],
    },
    args: isTold ? [{ kind: "partition" }] : [],
    firstPartition: 0,
    count: count && { fn: count, args },
  };
  return createPipe(portions, { kind: "flatten", operation });
}
