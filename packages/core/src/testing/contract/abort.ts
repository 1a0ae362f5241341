import { describe, expect, it } from "vitest";
import type { Collection } from "../../collection.ts";
import { computeOne } from "../../compute.ts";
import { delayed } from "../../delayed.ts";
import { AbortError } from "../../errors.ts";
import type { Scheduler } from "../../scheduler/scheduler.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";

/** A run ends when its signal fires. */
export function describeAbort(name: string, open: OpenScheduler, isolated: boolean): void {
  describe(`${name}: abort`, () => {
    it("does not start when the signal has fired before", async () => {
      const started: string[] = [];
      const run = delayed(() => 1)().compute({
        scheduler: open(),
        signal: AbortSignal.abort("too late"),
        hooks: { start: () => void started.push("start") },
      });
      await expect(run).rejects.toBeInstanceOf(AbortError);
      await expect(run).rejects.toMatchObject({
        name: "AbortError",
        code: "HOLDALL_ABORTED",
        cause: "too late",
      });
      expect(started).toEqual([]);
    });

    it("stops a run that waits, within a second", async () => {
      const wait = delayed(() => new Promise<number>(() => setInterval(() => undefined, 10_000).unref()));
      await expectAbort(open(), wait());
    });

    it.skipIf(!isolated)(
      "stops an endless loop within a second (one on the calling thread would end this test)",
      async () => {
        const spin = delayed(() => {
          for (;;) Math.random();
        });
        const scheduler = open();
        await expectAbort(scheduler, spin());
        expect(await delayed(() => 1)().compute({ scheduler })).toBe(1);
      },
    );

    async function expectAbort(scheduler: Scheduler, value: Collection): Promise<void> {
      const controller = new AbortController();
      let aborted = 0;
      const abort = (): void => {
        aborted = performance.now();
        controller.abort(new Error("enough"));
      };
      const run = computeOne(
        value,
        { scheduler, signal: controller.signal, hooks: { pretask: () => void setTimeout(abort, 50) } },
        "test",
      );
      await expect(run).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
      expect(performance.now() - aborted).toBeLessThan(1000);
    }
  });
}
