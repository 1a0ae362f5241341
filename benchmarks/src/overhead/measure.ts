import { availableParallelism } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { Bag, processes, threads, type Scheduler } from "holdall";
import { timeAsync } from "../median.ts";
import { mediansInTurn } from "../medians-in-turn.ts";
import { runDask } from "../run-dask.ts";
import { createPiscina } from "./contenders/piscina.ts";
import { createPoolifier } from "./contenders/poolifier.ts";
import { createMessageWorkers } from "./contenders/post-message.ts";
import { createTinypool } from "./contenders/tinypool.ts";
import { createWorkerpool } from "./contenders/workerpool.ts";
import { increment } from "./workers/increment.ts";

/** All that the table shows: microseconds for each task, medians of warm runs. */
export interface OverheadMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly tasks: number;
  readonly workers: number;
  /** A bag of so many partitions. */
  readonly ours: Readonly<Record<"sync" | "threads" | "processes", number>>;
  /** Messages by hand, no pool. */
  readonly postMessage: number;
  /** Given the same tasks one by one. */
  readonly pools: Readonly<Record<"piscina" | "tinypool" | "workerpool" | "poolifier", number>>;
  /** Undefined where it is not installed. */
  readonly dask: DaskOverhead | undefined;
}

/** Microseconds for each partition. */
interface DaskOverhead {
  readonly version: string;
  readonly threads: number;
  readonly processes: number;
}

/** How much is measured. */
export interface OverheadSize {
  readonly tasks: number;
  readonly rounds: number;
}

const workers = 2;
const warmUps = 5;

/**
 * Measures what a task costs that does next to nothing.
 *
 * @param report - is told what is measured next
 * @throws if a result is not what the loop gives
 */
export async function measureOverhead(
  report: (step: string) => void,
  { tasks, rounds }: OverheadSize = { tasks: 20_000, rounds: 7 },
): Promise<OverheadMeasurement> {
  report(`dask.bag, ${tasks} partitions`);
  const dask = await runDask<DaskOverhead>("overhead/dask_overhead.py", [tasks, workers]);
  report(`${tasks} tasks, on everything in turn, ${warmUps + rounds} times`);
  const measured = await measureInTurn(tasks, rounds);
  const perTask = <Name extends keyof typeof measured>(...names: Name[]): Record<Name, number> =>
    Object.fromEntries(names.map((name) => [name, (measured[name] * 1000) / tasks])) as Record<Name, number>;
  return {
    node: process.version,
    cores: availableParallelism(),
    tasks,
    workers,
    ours: perTask("sync", "threads", "processes"),
    ...perTask("postMessage"),
    pools: perTask("piscina", "tinypool", "workerpool", "poolifier"),
    dask,
  };
}

/** Milliseconds for all tasks. */
async function measureInTurn(tasks: number, rounds: number) {
  const values = Array.from({ length: tasks }, (_, index) => index);
  const expected = values.map(increment);
  const timeRun = (run: () => Promise<number[]>) => async (): Promise<number> => {
    let result: number[] = [];
    const elapsed = await timeAsync(async () => (result = await run()));
    if (!isDeepStrictEqual(result, expected)) throw new Error("A result is not what the loop gives");
    return elapsed;
  };
  const bag = Bag.fromSequence(values, { npartitions: tasks }).map((x) => x + 1);
  const onScheduler = (scheduler: string | Scheduler): (() => Promise<number>) =>
    timeRun(() => bag.compute({ scheduler }));
  await using threadPool = threads({ workers });
  await using processPool = processes({ workers });
  await using messageWorkers = createMessageWorkers(workers);
  await using piscina = createPiscina(workers);
  await using tinypool = createTinypool(workers);
  await using workerpool = createWorkerpool(workers);
  await using poolifier = createPoolifier(workers);
  const measures = {
    sync: onScheduler("sync"),
    threads: onScheduler(threadPool),
    processes: onScheduler(processPool),
    postMessage: timeRun(() => messageWorkers.run(values)),
    piscina: timeRun(() => piscina.run(values)),
    tinypool: timeRun(() => tinypool.run(values)),
    workerpool: timeRun(() => workerpool.run(values)),
    poolifier: timeRun(() => poolifier.run(values)),
  };
  await mediansInTurn(warmUps, measures);
  return await mediansInTurn(rounds, measures);
}
