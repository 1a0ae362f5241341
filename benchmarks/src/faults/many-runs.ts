import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Bag } from "holdall";
import type { Fault } from "./fault.ts";

const runs = 1000;
const warmUp = 200;
const mostGrowth = 4 * 2 ** 20;

/** Runs one after the other, each of which fails, is aborted, or comes to its end: nothing of them may stay. */
export const manyRuns: readonly Fault[] = ["sync", "threads", "processes"].map((scheduler) => ({
  name: `runs one after the other, what grows with them, ${scheduler}`,
  async inject() {
    for (let i = 0; i < warmUp; i++) await runOnce(scheduler, i);
    const before = takeStock();
    for (let i = 0; i < runs; i++) await runOnce(scheduler, i);
    let after = takeStock();
    // Workers that a run which was aborted has left in a task are still being replaced.
    for (let i = 0; i < 40 && after.handles > before.handles; i++) {
      await sleep(50);
      after = takeStock();
    }
    const lost = [
      after.memory - before.memory > mostGrowth,
      after.handles > before.handles,
      after.listeners > before.listeners,
    ].filter(Boolean).length;
    return { injected: runs, survived: lost === 0 ? runs : 0, lost };
  },
}));

async function runOnce(scheduler: string, i: number): Promise<void> {
  const bag = Bag.range(8, { npartitions: 4 }).map((x) => {
    if (i % 10 === 3 && x === 5) throw new Error("of the function");
    return x;
  });
  const controller = new AbortController();
  const run = bag.compute({ scheduler, workers: 2, signal: controller.signal });
  if (i % 10 === 7) controller.abort();
  await run.catch(() => undefined);
}

function takeStock(): { readonly memory: number; readonly handles: number; readonly listeners: number } {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { memory: heapUsed + external, handles: process.getActiveResourcesInfo().length, listeners };
}
