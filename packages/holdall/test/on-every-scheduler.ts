import { asynchronous, processes, synchronous, threads, type Scheduler, type WorkerPool } from "holdall";
import { afterAll, describe } from "vitest";

/** The schedulers that come with holdall, by name. */
export const schedulers: Readonly<Record<string, () => Scheduler | WorkerPool>> = {
  sync: synchronous,
  async: asynchronous,
  threads: () => threads({ workers: 2 }),
  processes: () => processes({ workers: 2 }),
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
