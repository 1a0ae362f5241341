import { setTimeout } from "node:timers/promises";
import { interruptedError } from "../errors.ts";
import type { FileRange } from "./file-system.ts";

/** An error that may be none when it is tried again. */
export class PassingError extends Error {
  /** How long to wait first, in ms, where whoever made it said so. */
  readonly retryAfter: number | undefined;

  constructor(message: string, options: ErrorOptions & { readonly retryAfter?: number | undefined } = {}) {
    super(message, options);
    this.retryAfter = options.retryAfter;
  }
}

/** How a file is read that may break off. */
export interface Resumable extends FileRange {
  readonly path: string;
  /** How many times in a row it may fail without a byte. */
  readonly retries: number;
  /** What is there from a byte on. What fails while it is iterated is passing; what `open` fails with only if it says so. */
  readonly open: (start: number) => Promise<AsyncIterable<Uint8Array>>;
}

/** Reads a range, and goes on from the byte that was reached where it broke off. */
export async function* readResuming({
  path,
  start,
  end,
  signal,
  retries,
  open,
}: Resumable): AsyncGenerator<Uint8Array> {
  let at = start;
  let failures = 0;
  while (at < end) {
    let failure: unknown;
    const bytes = await open(at).catch((error: unknown) => {
      if (!(error instanceof PassingError)) throw error;
      failure = error;
      return undefined;
    });
    if (bytes !== undefined) {
      // Iterated by hand: what the consumer throws into it is not what reading failed with.
      const iterator = bytes[Symbol.asyncIterator]();
      try {
        for (;;) {
          const step = await iterator.next().catch((error: unknown) => {
            failure = error;
          });
          if (step === undefined || step.done === true) break;
          const piece = at + step.value.length > end ? step.value.subarray(0, end - at) : step.value;
          at += piece.length;
          failures = 0;
          yield piece;
          if (at >= end) return;
        }
      } finally {
        await iterator.return?.();
      }
      if (failure === undefined) {
        if (end === Infinity) return;
        failure = new PassingError("what was sent is shorter than what was asked for");
      }
    }
    signal?.throwIfAborted();
    if (++failures > retries) throw interruptedError(path, { offset: at, retries, cause: failure });
    await waitBefore(failures, failure, signal);
  }
}

/** Tries again what fails with a {@link PassingError}. */
export async function retry<T>(
  attempt: () => Promise<T>,
  { path, retries }: Pick<Resumable, "path" | "retries">,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingError)) throw error;
      if (failures > retries) throw interruptedError(path, { offset: 0, retries, cause: error });
      await waitBefore(failures, error);
    }
  }
}

const firstDelay = 100;
const longestDelay = 10_000;

/** Waits twice as long each time, and not all that failed together for the same time. */
async function waitBefore(failures: number, failure: unknown, signal?: AbortSignal): Promise<void> {
  const backoff = Math.min(firstDelay * 2 ** (failures - 1), longestDelay);
  const asked = failure instanceof PassingError ? failure.retryAfter : undefined;
  await setTimeout(asked ?? backoff * (0.5 + Math.random() / 2), undefined, { signal });
}
