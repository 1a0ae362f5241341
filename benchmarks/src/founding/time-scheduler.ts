import { isDeepStrictEqual } from "node:util";
import { processes, threads, type Item, type Scheduler } from "holdall";
import { medianOf, timeAsync } from "../median.ts";

export type SchedulerName = "sync" | "async" | "threads" | "processes";

/** Milliseconds from `compute` to the concatenated array, medians. */
export interface Timing {
  /** The first run on a new pool, its start included; a scheduler without workers has nothing to start. */
  readonly cold?: number;
  readonly warm: number;
}

/** A thing to compute, what it must give, and how often. */
export interface Work {
  readonly item: Item<Float64Array>;
  readonly expected: Float64Array;
  readonly coldRuns: number;
  readonly warmRuns: number;
}

export const workers = 4;

type CreatePool = (options: { workers: number }) => Scheduler & AsyncDisposable;

const createPool = { threads, processes } satisfies Record<string, CreatePool>;

/** @throws if the result is not the expected one */
export async function timeScheduler(name: SchedulerName, work: Work): Promise<Timing> {
  if (name === "sync" || name === "async") return { warm: await timeWarm(name, work) };
  return timePool(createPool[name], work);
}

async function timePool(create: CreatePool, work: Work): Promise<Required<Timing>> {
  let warm = 0;
  const cold = await medianOf(work.coldRuns, async () => {
    const start = performance.now();
    await using pool = create({ workers });
    await computeOnce(pool, work);
    const elapsed = performance.now() - start;
    warm = await timeWarm(pool, work);
    return elapsed;
  });
  return { cold, warm };
}

function timeWarm(scheduler: SchedulerName | Scheduler, work: Work): Promise<number> {
  return medianOf(work.warmRuns, () => timeAsync(() => computeOnce(scheduler, work)));
}

async function computeOnce(scheduler: SchedulerName | Scheduler, work: Work): Promise<void> {
  const computed = await work.item.compute({ scheduler });
  if (!isDeepStrictEqual(computed, work.expected)) {
    throw new Error("The result is not equal to that of the direct loop");
  }
}
