import {
  assertFunction,
  describeValue,
  InvalidArgumentError,
  parseOptions,
  wholeNumber,
} from "@holdall/core";
import { z } from "zod";
import type { PartitionContext } from "../pipeline/element-context.ts";
import type { ElementFrequencies } from "../pipeline/source/tallies.ts";
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
   * What all functions are given after the context, the same for all partitions: data and functions, which go once to
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
  /**
   * Called instead of `read` where nothing is needed of the elements but how often each is there, as for `frequencies`, or
   * which there are, as for `distinct`: returns an iterable of pairs `[elements, counts]`, in which elements come in the order
   * of their first appearance. An element may be in several pairs, and several times in one: its counts, whole numbers from 1
   * up, are added. A pair of empty arrays does nothing but let the loop over them pause.
   *
   * It is told the `signal` of the run, and a `separator`. Where this is a character, elements are counted that come of
   * `String.prototype.split`, as by `flatMap((line) => line.split(" ")).frequencies()`: give this option only for elements that
   * are strings, and split them by whatever printable character of ASCII, or tab, it is.
   *
   * @default they are read
   *
   * @example
   * ```ts
   * import { readWith, type ElementFrequencies } from "@holdall/bag";
   *
   * const stock = { apples: 2000, pears: 3000 };
   * const names = readWith(["apples", "pears"] as const, readNames, { operation: "readNames", frequencies });
   * console.log(await names.frequencies().compute({ scheduler: "sync" })); // [ [ 'apples', 2000 ], [ 'pears', 3000 ] ]
   *
   * function* readNames(kinds: readonly (keyof typeof stock)[]): Generator<string[]> {
   *   for (const kind of kinds) yield Array.from({ length: stock[kind] }, () => kind);
   * }
   *
   * function* frequencies(
   *   kinds: readonly (keyof typeof stock)[],
   *   { separator }: { separator: string | undefined },
   * ): Generator<ElementFrequencies> {
   *   for (const kind of kinds) {
   *     const parts = separator === undefined ? [kind] : kind.split(separator);
   *     yield [parts, parts.map(() => stock[kind])];
   *   }
   * }
   * ```
   */
  readonly frequencies?:
    | ((
        places: readonly P[],
        context: Pick<PartitionContext, "signal"> & { readonly separator: string | undefined },
        ...args: A
      ) => Iterable<ElementFrequencies> | AsyncIterable<ElementFrequencies>)
    | undefined;
}

const functionSchema = z
  .custom<UserFunction>((value) => typeof value === "function")
  .describe("a function")
  .optional();
const schema = z.strictObject({
  operation: z.string().min(1).describe("a string of at least one character"),
  partitionSize: wholeNumber(1).optional(),
  args: z.array(z.unknown()).describe("an array").optional(),
  count: functionSchema,
  frequencies: functionSchema,
});

export function readWith(places: unknown, read: unknown, options: unknown): PipeNode {
  const given = parseOptions(schema, options, "readWith()");
  const { operation, partitionSize = 1, args = [], count, frequencies } = given;
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
    frequencies: frequencies && { fn: frequencies, args },
  };
  return createPipe(portions, { kind: "flatten", operation });
}
