import { availableParallelism } from "node:os";
import { parseOptions, registerScheduler, wholeNumber } from "@holdall/core";
import { WorkerPool } from "@holdall/worker-pool";
import { z } from "zod";
import { spawnProcess } from "./spawn-process.ts";
import { transport } from "./transport.ts";

/** Options of {@link processes}. */
export interface ProcessesOptions {
  /** How many processes there are at most. @default all cores */
  readonly workers?: number | undefined;
}

const optionsSchema = z.strictObject({ workers: wholeNumber(1).optional() });

/**
 * Makes a pool of child processes. They start with the first run, stay for later ones, and end with `close()` or
 * at the end of an `await using` block; idle they do not keep the process alive.
 *
 * Each process has memory of its own: a crash in native code ends that process only. Starting one takes about twice as
 * long as starting a thread, and data is copied through a pipe.
 *
 * @example
 * ```ts
 * import { Bag, processes } from "holdall";
 *
 * await using pool = processes({ workers: 2 });
 * console.log(await Bag.range(4).map((x) => x * x).compute({ scheduler: pool })); // [ 0, 1, 4, 9 ]
 * ```
 *
 * @throws InvalidArgumentError when `workers` is not a whole number from 1 up
 */
export function processes(options: ProcessesOptions = {}): WorkerPool {
  const { workers = availableParallelism() } = parseOptions(optionsSchema, options, "processes()");
  return new WorkerPool({ name: "processes", workers, spawn: spawnProcess, transport });
}

registerScheduler("processes", processes);
