import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { compute } from "../../compute.ts";
import { delayed } from "../../delayed.ts";
import { TaskError, TimeoutError } from "../../errors.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { buildGraph, refer } from "./build-graph.ts";
import * as tasks from "./tasks.ts";

/** A task that takes longer than it may fails. */
export function describeTimeouts(name: string, open: OpenScheduler, isolated: boolean): void {
  describe(`${name}: timeouts`, () => {
    it("tells a task by its signal that its time is over, and fails", async () => {
      const graph = buildGraph({ wait: { call: tasks.waitForSignal } });
      const run = open().run({ graph, targets: [refer("wait")], timeout: 50 });
      await expect(run).rejects.toBeInstanceOf(TaskError);
      await expect(run).rejects.toMatchObject({
        operation: "wait",
        cause: {
          name: "TimeoutError",
          code: "HOLDALL_TIMEOUT",
          timeout: 50,
          message: "It took longer than the 50 ms that `timeout` allows.",
        },
      });
      expect(((await run.catch((error: unknown) => error)) as Error).cause).toBeInstanceOf(TimeoutError);
    });

    it("fails when a task does not heed its signal, and runs others afterwards", async () => {
      const scheduler = open(1);
      const never = delayed(() => new Promise<never>(() => setInterval(() => undefined, 10_000).unref()));
      const run = never().compute({ scheduler, timeout: 50 });
      await expect(run).rejects.toMatchObject({ cause: { name: "TimeoutError" } });
      expect(await delayed(() => 5)().compute({ scheduler })).toBe(5);
    });

    it.skipIf(!isolated)(
      "ends the worker of an endless loop (one on the calling thread would end this test)",
      async () => {
        const scheduler = open(1);
        const spin = delayed(() => {
          for (;;) Math.random();
        });
        const run = spin().compute({ scheduler, timeout: 50 });
        await expect(run).rejects.toMatchObject({ cause: { name: "TimeoutError" } });
        expect(await delayed(() => 5)().compute({ scheduler })).toBe(5);
      },
    );

    it("counts from when a task starts to run, not from when it was queued", async () => {
      const nap = delayed(async (x: number) => {
        await sleep(150);
        return x;
      });
      const list = Array.from({ length: 8 }, (_, x) => nap(x));
      const [values] = await compute(list, { scheduler: open(1), timeout: 1000 });
      expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    });

    it("gives a task that is tried again as long as the first time", async () => {
      const graph = buildGraph({
        list: { call: tasks.constant, args: [[1, 2]] },
        slow: { call: tasks.waitUntil, args: [2], inputs: [refer("list")] },
      });
      const run = open().run({ graph, targets: [refer("slow")], timeout: 200, retries: 1, retryDelay: 0 });
      expect(await run).toEqual([[1, 2]]);
    });
  });
}
