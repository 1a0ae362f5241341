import { readWith, type Bag, type PartitionContext } from "@holdall/bag";
import type { RecordOptions } from "./record-options.ts";
import { openSettled, type RecordFailure, type Settled } from "./settled.ts";

type AnyOptions = RecordOptions<unknown, never, unknown, boolean>;

/** What a reader is told of the run. */
export type ReadContext = Pick<PartitionContext, "signal">;

/** How the records of a bag are read. */
export interface Reading<B> extends Pick<AnyOptions, "onError"> {
  /** Parts of files. */
  readonly blocks: readonly B[];
  /** How many of them make a partition. @default 1 */
  readonly blocksPerPartition?: number | undefined;
  readonly operation: string;
  /** Runs in workers. Gives {@link Settled} elements where there is an `onError` to deal with them. */
  readonly read: (
    blocks: readonly B[],
    context: ReadContext,
  ) => Iterable<unknown[]> | AsyncIterable<unknown[]>;
}

/** Makes a bag of records, with what `onError` says behind the reader. */
export function readRecords<B>({
  blocks,
  blocksPerPartition,
  operation,
  read,
  onError,
}: Reading<B>): Bag<unknown> {
  const records = readWith(blocks, read, { operation, partitionSize: blocksPerPartition });
  if (!isHandled(onError)) return records;
  const handle =
    typeof onError === "function"
      ? (error: unknown, settled: Settled, context: Parameters<typeof onError>[2]) =>
          onError(error, givenOf(settled) as never, context)
      : onError;
  return (records as Bag<Settled>).map(openSettled, { onError: handle });
}

/** Whether bad records are no end of the run. */
export function isHandled(onError: AnyOptions["onError"]): boolean {
  return onError !== undefined && onError !== "throw";
}

function givenOf(settled: Settled): unknown {
  return (settled as { failure: RecordFailure }).failure.given;
}
