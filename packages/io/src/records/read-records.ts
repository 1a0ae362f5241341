import { readWith, type Bag, type PartitionContext } from "@holdall/bag";
import { task } from "../task.ts";
import type { RecordOptions } from "./record-options.ts";
import type { RecordFailure, Settled } from "./settled.ts";

type AnyOptions = RecordOptions<unknown, never, unknown, boolean>;

/** What a reader is told of the run. */
export type ReadContext = Pick<PartitionContext, "signal">;

/** How the records of a bag are read. */
export interface Reading<B, F> extends Pick<AnyOptions, "onError"> {
  /** Parts of files. */
  readonly blocks: readonly B[];
  /** How many of them make a partition. @default 1 */
  readonly blocksPerPartition?: number | undefined;
  readonly operation: string;
  /** Runs in workers. Gives {@link Settled} elements where there is an `onError` to deal with them. */
  readonly read: (
    blocks: readonly B[],
    context: ReadContext,
    format: F,
  ) => Iterable<unknown[]> | AsyncIterable<unknown[]>;
  /** What is made of them. */
  readonly format: F;
}

/** Makes a bag of records, with what `onError` says behind the reader. */
export function readRecords<B, F>({
  blocks,
  blocksPerPartition,
  operation,
  read,
  format,
  onError,
}: Reading<B, F>): Bag<unknown> {
  const records = readWith(blocks, read, {
    operation,
    partitionSize: blocksPerPartition,
    args: [format],
  });
  if (!isHandled(onError)) return records;
  const handle =
    typeof onError === "function"
      ? (error: unknown, settled: Settled, context: Parameters<typeof onError>[2]) =>
          onError(error, givenOf(settled) as never, context)
      : onError;
  return (records as Bag<Settled>).map(task("openSettled"), { onError: handle });
}

/** Whether bad records are no end of the run. */
export function isHandled(onError: AnyOptions["onError"]): boolean {
  return onError !== undefined && onError !== "throw";
}

function givenOf(settled: Settled): unknown {
  return (settled as { failure: RecordFailure }).failure.given;
}
