import { availableParallelism } from "node:os";
import { automatic, Bag, synchronous, threads, type Item, type Scheduler } from "holdall";
import { timeAsync } from "../median.ts";
import { mediansInTurn } from "../medians-in-turn.ts";

/** One amount of work on each scheduler, in milliseconds. */
interface AutoRow {
  readonly elements: number;
  readonly sync: number;
  readonly threads: number;
  readonly auto: number;
}

/** All that the table shows. */
export interface AutoMeasurement {
  readonly node: string;
  readonly cores: number;
  readonly rows: readonly AutoRow[];
}

const workers = 2;
const sizes = [10, 100, 1_000, 10_000, 100_000];
const rounds = 9;
const partitions = 20;

/** Measures the same work on three schedulers, over five decades of how much it is. Pools have run before. */
export async function measureAuto(report: (step: string) => void): Promise<AutoMeasurement> {
  await using pool = threads({ workers });
  const schedulers = { sync: synchronous(), threads: pool, auto: automatic(pool.executor) };
  const rows: AutoRow[] = [];
  for (const elements of sizes) {
    report(`${elements} elements`);
    const item = describeWork(elements);
    const expected = item.computeSync();
    const measure = (scheduler: Scheduler) => (): Promise<number> =>
      timeAsync(async () => {
        const value = await item.compute({ scheduler });
        if (value !== expected) throw new Error(`Expected ${expected}, got ${value}`);
      });
    const times = await mediansInTurn(rounds, {
      sync: measure(schedulers.sync),
      threads: measure(schedulers.threads),
      auto: measure(schedulers.auto),
    });
    rows.push({ elements, ...times });
  }
  return { node: process.version, cores: availableParallelism(), rows };
}

/** Some microseconds for each element. */
function describeWork(elements: number): Item<number> {
  return Bag.range(elements, { npartitions: Math.min(partitions, elements) })
    .map((seed) => {
      let value = seed;
      for (let i = 0; i < 1_000; i++) value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
      return value;
    })
    .max();
}
