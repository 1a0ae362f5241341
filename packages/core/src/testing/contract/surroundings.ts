import { describe, expect, it } from "vitest";
import type { RunHooks, RunSummary } from "../../events.ts";
import type { Scheduler } from "../../scheduler/scheduler.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { buildGraph, refer } from "./build-graph.ts";
import * as tasks from "./tasks.ts";

/** What a task learns of the run around it, and what the run learns of it. */
export function describeSurroundings(name: string, open: OpenScheduler, isolated: boolean): void {
  describe(`${name}: surroundings of tasks`, () => {
    it("tells how far functions are, all of it, in order and before the task has ended", async () => {
      const fractions = Array.from({ length: 1000 }, (_, i) => i / 1000);
      const graph = buildGraph({ a: { call: tasks.report, args: [fractions] } });
      const told: unknown[] = [];
      const hooks: RunHooks = {
        progress: ({ run, key, operation, partition, index, fraction }) =>
          void told.push({ key, operation, partition, index, fraction, scheduler: run.scheduler }),
        posttask: ({ key }) => void told.push(key),
      };
      const scheduler = open();
      await scheduler.run({ graph, targets: [refer("a")], hooks });
      const place = { key: "a:0", operation: "reporting", partition: 0, scheduler: scheduler.name };
      expect(told).toEqual([...fractions.map((fraction, index) => ({ ...place, index, fraction })), "a:0"]);
    });

    it("fails the run when the hook for that throws", async () => {
      const graph = buildGraph({ a: { call: tasks.report, args: [[0.5, 1]] } });
      const progress = (): void => {
        throw new Error("hook");
      };
      await expect(open().run({ graph, targets: [refer("a")], hooks: { progress } })).rejects.toThrow("hook");
    });

    it("tells tasks which worker runs them, and that it is the first time", async () => {
      const table = Object.fromEntries(
        ["a", "b", "c", "d"].map((layer) => [layer, { call: tasks.report, args: [[]] }]),
      );
      const targets = Object.keys(table).map(refer);
      const results = await open(2).run({ graph: buildGraph(table), targets });
      const workers = isolated ? [1, 2] : [0];
      for (const result of results as { readonly workerId: number }[]) {
        expect(result).toMatchObject({ attempt: 1, isAborted: false });
        expect(workers).toContain(result.workerId);
      }
    });

    // The worker is the same: had it not heeded the signal, it would have been ended.
    it("fires the signal of tasks when the run is aborted", async () => {
      const scheduler = open(1);
      const before = await countAborted(scheduler);
      const controller = new AbortController();
      const run = wait(
        scheduler,
        { progress: () => void setTimeout(() => controller.abort(), 10) },
        controller.signal,
      );
      await expect(run).rejects.toMatchObject({ name: "AbortError" });
      expect(await countAborted(scheduler)).toBe(before + 1);
    });

    it("fires the signal of tasks when the run fails", async () => {
      const scheduler = open(1);
      const before = await countAborted(scheduler);
      const fail = (): void => {
        throw new Error("no more of it");
      };
      await expect(wait(scheduler, { progress: fail })).rejects.toThrow("no more of it");
      expect(await countAborted(scheduler)).toBe(before + 1);
    });

    it("adds up what operations left out", async () => {
      const graph = buildGraph({
        a: {
          call: tasks.leaveOut,
          args: [
            [
              ["map", 2],
              ["filter", 1],
            ],
          ],
        },
        b: { call: tasks.leaveOut, args: [[["map", 40]]] },
        c: { call: tasks.leaveOut, args: [[]] },
        joined: { call: tasks.leaveOut, args: [[["flatMap", 5]]], inputs: [refer("c")] },
      });
      const targets = ["a", "b", "joined"].map(refer);
      const { tasks: count, skipped, elapsed } = await summaryOf(open(), { graph, targets });
      expect(count).toBe(3);
      expect(skipped).toEqual([
        { operation: "filter", count: 1 },
        { operation: "flatMap", count: 5 },
        { operation: "map", count: 42 },
      ]);
      expect(elapsed).toBeGreaterThan(0);
    });

    it("says of a run in which nothing was left out that nothing was", async () => {
      const graph = buildGraph({ a: { call: tasks.constant, args: [1] } });
      expect(await summaryOf(open(), { graph, targets: [refer("a")] })).toMatchObject({
        tasks: 1,
        skipped: [],
      });
    });
  });
}

function wait(scheduler: Scheduler, hooks: RunHooks, signal?: AbortSignal): Promise<unknown> {
  const graph = buildGraph({ wait: { call: tasks.waitForSignal } });
  return scheduler.run({ graph, targets: [refer("wait")], hooks, signal });
}

async function countAborted(scheduler: Scheduler): Promise<number> {
  const graph = buildGraph({ count: { call: tasks.countAborted } });
  const [count] = await scheduler.run({ graph, targets: [refer("count")] });
  return count as number;
}

async function summaryOf(
  scheduler: Scheduler,
  request: Omit<Parameters<Scheduler["run"]>[0], "hooks">,
): Promise<RunSummary> {
  let summary: RunSummary | undefined;
  await scheduler.run({ ...request, hooks: { finish: (event) => void (summary = event) } });
  return summary!;
}
