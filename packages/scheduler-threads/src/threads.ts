import { availableParallelism } from "node:os";
import { InvalidArgumentError, parseOptions, registerScheduler, wholeNumber } from "@holdall/core";
import { WorkerPool } from "@holdall/worker-pool";
import { z } from "zod";
import { spawnThread } from "./spawn-thread.ts";
import { transport } from "./transport.ts";

/** Options of {@link threads}. */
export interface ThreadsOptions {
  /** How many threads there are at most. @default all cores */
  readonly workers?: number | undefined;
}

const optionsSchema = z.strictObject({ workers: wholeNumber(1).optional() });

/**
 * Makes a pool of worker threads. Its threads start with the first run, stay for later ones, and end with `close()` or
 * at the end of an `await using` block; idle they do not keep the process alive.
 *
 * Threads share one process: they start fast and share memory, but a crash in native code takes all of them down, and so may a
 * lack of memory; there is no `memoryLimit` for them: where either is to be feared, use `processes`.
 *
 * @example
 * ```ts
 * import { Bag, threads } from "holdall";
 *
 * await using pool = threads({ workers: 2 });
 * console.log(await Bag.range(4).map((x) => x * x).compute({ scheduler: pool })); // [ 0, 1, 4, 9 ]
 * ```
 *
 * @throws InvalidArgumentError when `workers` is not a whole number from 1 up, and for a `memoryLimit`
 */
export function threads(options: ThreadsOptions = {}): WorkerPool {
  refuseMemoryLimit(options);
  const { workers = availableParallelism() } = parseOptions(optionsSchema, options, "threads()");
  return new WorkerPool({ name: "threads", workers, spawn: spawnThread, transport });
}

function refuseMemoryLimit(options: object): void {
  if (!("memoryLimit" in options)) return;
  throw new InvalidArgumentError(
    "threads(): `memoryLimit` is an option of processes(). Threads share the memory of one process: what one of them holds cannot be told, nor be taken from it.",
  );
}

registerScheduler("threads", threads);
