import { availableParallelism } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { Bag, threads, type Scheduler } from "holdall";
import { timeAsync } from "../median.ts";
import { mediansInTurn } from "../medians-in-turn.ts";
import { runDask } from "../run-dask.ts";
import { groups, operations, others, type KeyedOperation, type OperationName } from "./operations.ts";

/** Milliseconds of one operation, medians of warm runs. */
export interface OperationTimings {
  /** A loop with a `Map` on the main thread. */
  readonly loop: number;
  /** A bag of a few large partitions. */
  readonly sync: number;
  readonly threads: number;
  /** A bag of as many partitions as `fromSequence` makes if it is not told: very many, and small. */
  readonly "sync, default partitions": number;
  readonly "threads, default partitions": number;
}

/** All that the table shows. */
export interface GroupingMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly numbers: number;
  readonly partitions: number;
  readonly defaultPartitions: number;
  readonly workers: number;
  readonly operations: Readonly<Record<OperationName, OperationTimings>>;
  /** Undefined where it is not installed. */
  readonly dask: DaskGrouping | undefined;
}

/** Milliseconds of one run each, on as many partitions and workers. */
interface DaskGrouping {
  readonly version: string;
  readonly operations: Readonly<Record<OperationName, Readonly<Record<"sync" | "processes", number>>>>;
}

/** How much is measured. */
export interface GroupingSize {
  readonly numbers: number;
  readonly rounds: number;
}

const workers = 2;
const partitions = 8;
const warmUps = 2;
// Has no divisor in common with any number of numbers here, so that a walk of such steps visits each once.
const stride = 618_033_989;

/**
 * Measures what it takes to bring elements of equal keys together.
 *
 * @param report - is told what is measured next
 * @throws if a result is not what the loop gives
 */
export async function measureGrouping(
  report: (step: string) => void,
  { numbers, rounds }: GroupingSize = { numbers: 1_000_000, rounds: 7 },
): Promise<GroupingMeasurement> {
  report(`dask.bag, ${numbers} numbers`);
  const dask = await runDask<DaskGrouping>("grouping/dask_grouping.py", [
    numbers,
    groups,
    others,
    partitions,
    workers,
  ]);
  const values = Array.from({ length: numbers }, (_, i) => (i * stride) % numbers);
  await using pool = threads({ workers });
  const measured: [string, OperationTimings][] = [];
  for (const [name, operation] of Object.entries(operations)) {
    report(`${operation.title}, on everything in turn, ${warmUps + rounds} times`);
    measured.push([name, await measureOperation(operation, { values, rounds, pool })]);
  }
  return {
    node: process.version,
    cores: availableParallelism(),
    numbers,
    partitions,
    defaultPartitions: Bag.fromSequence(values).npartitions,
    workers,
    operations: Object.fromEntries(measured) as GroupingMeasurement["operations"],
    dask,
  };
}

interface Setting {
  readonly values: readonly number[];
  readonly rounds: number;
  readonly pool: Scheduler;
}

async function measureOperation(
  operation: KeyedOperation,
  { values, rounds, pool }: Setting,
): Promise<OperationTimings> {
  const few = operation.bag(Bag.fromSequence(values, { npartitions: partitions }));
  const many = operation.bag(Bag.fromSequence(values));
  const ways: Record<keyof OperationTimings, () => Promise<unknown[]>> = {
    loop: () => Promise.resolve(operation.loop(values)),
    sync: () => few.compute({ scheduler: "sync" }),
    threads: () => few.compute({ scheduler: pool }),
    "sync, default partitions": () => many.compute({ scheduler: "sync" }),
    "threads, default partitions": () => many.compute({ scheduler: pool }),
  };
  for (const run of Object.values(ways)) check(operation, values, await run());
  // What ran before leaves garbage behind, and other data in the caches: each runs once for every time that it is timed.
  const timeAfterItself = (run: () => Promise<unknown[]>) => async (): Promise<number> => {
    await run();
    return timeAsync(run);
  };
  const measures = Object.fromEntries(
    Object.entries(ways).map(([name, run]) => [name, timeAfterItself(run)]),
  ) as Record<keyof OperationTimings, () => Promise<number>>;
  await mediansInTurn(warmUps, measures);
  return mediansInTurn(rounds, measures);
}

function check({ loop, isShuffled = false }: KeyedOperation, values: readonly number[], result: unknown[]) {
  const sort = (pairs: unknown[]): unknown[] =>
    isShuffled ? (pairs as [number][]).sort(([a], [b]) => a - b) : pairs;
  if (!isDeepStrictEqual(sort(result), sort(loop(values))))
    throw new Error("A result is not what the loop gives");
}
