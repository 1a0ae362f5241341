import {
  assertFunction,
  captureCallSite,
  describeValue,
  InvalidArgumentError,
  parseOptions,
  type Collection,
  type LowerContext,
} from "@holdall/core";
import { z } from "zod";
import { planOf } from "../bag.ts";
import type { UserFunction } from "../pipeline/user-call.ts";
import { lowerPartition } from "../plan/lower.ts";
import type { DelayedsNode, PartialsNode, PersistedNode, SequenceNode } from "../plan/node.ts";
import { createPartitioning } from "../plan/partitioning.ts";
import { noteCallSite } from "../plan/written-at.ts";

/**
 * Options of {@link writeWith}.
 * @typeParam R - what is told of a partition
 */
export interface WriteOptions<R = unknown> {
  /** What errors and plans call it: the name of the function that the user called. */
  readonly operation: string;
  /**
   * Called on the calling thread when a run is made, before any of it runs. Returns for each partition what it has come to
   * already, so that it is neither computed nor written, or `undefined`. What it throws, `compute` is rejected with.
   * @default all are written
   */
  readonly begin?: (() => readonly (R | undefined)[]) | undefined;
  /** Called on the calling thread when a run is over, however it ended, and nothing is written any more. @default nothing */
  readonly end?: (() => void) | undefined;
}

const where = "writeWith()";

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

const schema = z.strictObject({
  operation: z.string().min(1).describe("a string of at least one character"),
  begin: z.custom<() => readonly unknown[]>(isFunction).describe("a function").optional(),
  end: z.custom<() => void>(isFunction).describe("a function").optional(),
});

/** What is to be written where. */
export interface WriteCall {
  readonly bag: unknown;
  readonly places: unknown;
  readonly open: unknown;
}

export function writeWith({ bag, places, open }: WriteCall, options: WriteOptions): DelayedsNode {
  const { operation, begin, end } = parseOptions(schema, options, where);
  assertFunction(open, "open", where);
  const input = planOf(bag);
  if (input === undefined)
    throw new InvalidArgumentError(`${where}: Expected \`bag\` to be a Bag, got ${describeValue(bag)}.`);
  const { npartitions } = input;
  if (!Array.isArray(places) || places.length !== npartitions) {
    throw new InvalidArgumentError(
      `${where}: Expected \`places\` to be an array with one place for each of ${npartitions} partitions, got ${describeValue(places)}.`,
    );
  }
  const partitioning = createPartitioning(npartitions, { npartitions });
  const sequence: SequenceNode = { kind: "sequence", operation, items: places, partitioning, npartitions };
  const partials: PartialsNode = {
    kind: "partials",
    operation,
    input,
    npartitions,
    sink: { kind: "write", operation, open: open as UserFunction, args: [{ kind: "broadcast", slot: 0 }] },
    args: [{ kind: "bag", node: sequence }],
    firstPartition: 0,
    ended: end,
  };
  noteCallSite(partials, captureCallSite());
  // One for each partition, as it is known only when a run is made which of them are written.
  const collections = Array.from({ length: npartitions }, (_, partition): Collection => ({
    lowerInto(context) {
      const known = begin === undefined ? undefined : knownResults(partials, begin, context);
      const isKnown = known !== undefined && known.items[partition]?.[0] !== undefined;
      return lowerPartition(isKnown ? known : partials, partition, context);
    },
  }));
  return { kind: "delayeds", operation, collections, npartitions };
}

/** What partitions have come to before the run, asked for once in it. */
function knownResults(
  { operation, npartitions }: PartialsNode,
  begin: () => readonly unknown[],
  context: LowerContext,
): PersistedNode {
  return context.memo(begin, () => {
    const items = begin().map((result) => [result]);
    return { kind: "persisted", operation, items, npartitions };
  });
}
