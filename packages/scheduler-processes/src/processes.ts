import { availableParallelism } from "node:os";
import { memorySize, parseOptions, registerScheduler, wholeNumber } from "@holdall/core";
import { WorkerPool } from "@holdall/worker-pool";
import { z } from "zod";
import { spawnProcess } from "./spawn-process.ts";
import { transport } from "./transport.ts";

/** Options of {@link processes}. */
export interface ProcessesOptions {
  /** How many processes there are at most. @default all cores */
  readonly workers?: number | undefined;
  /**
   * How much memory each process may hold, in bytes or as a text such as `"2 GiB"` or `"500MB"`: all of its memory that is
   * resident, buffers and that of native code included. One that holds more than four fifths of it after a task is
   * replaced by a new one; one that holds more than all of it during a task is ended, which counts as a crash of the task
   * (see `maxCrashes`) with a MemoryLimitError as the cause. What is held during a task is known every 100 ms
   * on Linux, and not at all on other systems; V8 is told to do with 64 MiB less for its heap everywhere.
   * @default `Infinity`, which is no limit
   */
  readonly memoryLimit?: number | string | undefined;
}

// A process of Node that has loaded nothing has 40 to 60 MB.
const smallest = { bytes: 128 * 2 ** 20, text: "128 MiB" };

const optionsSchema = z.strictObject({
  workers: wholeNumber(1).optional(),
  memoryLimit: memorySize(smallest).optional(),
});

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
 * @throws InvalidArgumentError when `workers` is not a whole number from 1 up, or `memoryLimit` no size from 128 MiB up
 */
export function processes(options: ProcessesOptions = {}): WorkerPool {
  const { workers = availableParallelism(), memoryLimit: given } = parseOptions(
    optionsSchema,
    options,
    "processes()",
  );
  const memoryLimit = given === Infinity ? undefined : given;
  return new WorkerPool({
    name: "processes",
    workers,
    spawn: (events) => spawnProcess(events, memoryLimit),
    transport,
    memoryLimit,
  });
}

registerScheduler("processes", processes);
