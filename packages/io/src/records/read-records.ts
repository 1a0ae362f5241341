import { readWith, type Bag } from "@holdall/bag";
import type { TextBlock } from "../text/text-block.ts";
import type { RecordOptions } from "./record-options.ts";
import { openSettled, type RecordFailure, type Settled } from "./settled.ts";

type AnyOptions = RecordOptions<unknown, never, unknown, boolean>;

/** How the records of a bag are read. */
export interface Reading extends Pick<AnyOptions, "onError" | "filesPerPartition"> {
  readonly blocks: readonly TextBlock[];
  readonly operation: string;
  /** Runs in workers. Gives {@link Settled} elements where there is an `onError` to deal with them. */
  readonly read: (blocks: readonly TextBlock[]) => Iterable<unknown[]> | AsyncIterable<unknown[]>;
}

/** Makes a bag of records, with what `onError` says behind the reader. */
export function readRecords({ blocks, operation, read, onError, filesPerPartition }: Reading): Bag<unknown> {
  const records = readWith(blocks, read, { operation, partitionSize: filesPerPartition });
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
