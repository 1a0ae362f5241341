import {
  asynchronous,
  automatic,
  processes,
  synchronous,
  threads,
  type Scheduler,
  type WorkerPool,
} from "holdall";
import { afterAll, describe } from "vitest";

/** The schedulers that come with holdall, by name. */
export const schedulers: Readonly<Record<string, () => Scheduler | (Scheduler & Pick<WorkerPool, "close">)>> =
  {
    sync: synchronous,
    async: asynchronous,
    threads: () => threads({ workers: 2 }),
    processes: () => processes({ workers: 2 }),
    auto() {
      const pool = threads({ workers: 2 });
      return { ...automatic(pool.executor), close: () => pool.close() };
    },
  };

/** Describes tests once for every scheduler; each has one pool for all of them. */
export function onEveryScheduler(describeTests: (scheduler: Scheduler, name: string) => void): void {
  for (const [name, create] of Object.entries(schedulers)) {
    describe(name, () => {
      const scheduler = create();
      afterAll(async () => {
        if ("close" in scheduler) await scheduler.close();
      });
      describeTests(scheduler, name);
    });
  }
}
