import { describe, expect, it } from "vitest";
import type { EngineEvent, TaskLifeEvent } from "../../events.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { buildGraph, refer } from "./build-graph.ts";
import * as tasks from "./tasks.ts";

/** What happens in a run is told, in order. */
export function describeEvents(name: string, open: OpenScheduler, isolated: boolean): void {
  describe(`${name}: events`, () => {
    const graph = buildGraph({
      list: { call: tasks.constant, args: [[1, 2]] },
      shaky: { call: tasks.failUntil, args: [2], inputs: [refer("list")] },
      sum: { call: tasks.total, inputs: [refer("shaky"), refer("list")] },
    });

    const watch = async (retries: number): Promise<readonly EngineEvent[]> => {
      const events: EngineEvent[] = [];
      const hooks = { event: (event: EngineEvent) => void events.push(event) };
      await open(1)
        .run({ graph, targets: [refer("sum")], hooks, retries, retryDelay: 1 })
        .catch(() => undefined);
      return events.filter(({ type }) => !type.startsWith("worker") && type !== "bytes");
    };
    const show = (event: EngineEvent): string =>
      "layer" in event ? `${event.type} ${event.layer}` : event.type;

    it("tells what happens to a run and to each of its tasks, in order", async () => {
      const events = await watch(1);
      expect(events.map(show)).toEqual([
        "run-started",
        "run-prepared",
        ...["queued", "started", "finished"].map((type) => `task-${type} list`),
        ...["queued", "started", "failed", "retried"].map((type) => `task-${type} shaky`),
        ...["queued", "started", "finished"].map((type) => `task-${type} shaky`),
        ...["queued", "started", "finished"].map((type) => `task-${type} sum`),
        "run-finished",
      ]);
      expect(new Set(events.map(({ run }) => run)).size).toBe(1);
      expect(events[1]).toMatchObject({
        layers: ["list", "shaky", "sum"].map((layer) => ({
          name: layer,
          operation: layer,
          size: 1,
          finished: 0,
        })),
        total: 3,
        finished: 0,
      });
      expect(events[8]).toMatchObject({ failures: 1 });
      expect(events[9]).toMatchObject({ type: "task-queued", key: "shaky:0", partition: 0, attempt: 2 });
      expect(events.at(-2)).toMatchObject({ finished: 3, total: 3, worker: isolated ? 1 : 0 });
    });

    it("tells when a task started, where, and how long it took", async () => {
      const events = await watch(1);
      const ats = events.filter(({ type }) => type !== "task-started").map(({ at }) => at);
      expect(ats).toEqual(ats.toSorted((a, b) => a - b));
      const ended = events.filter(
        (event): event is TaskLifeEvent & { readonly type: "task-finished" } =>
          event.type === "task-finished",
      );
      for (const { key, worker, started, elapsed, at } of ended) {
        expect(events).toContainEqual(
          expect.objectContaining({ type: "task-started", key, worker, at: started }),
        );
        expect(started).toBeGreaterThanOrEqual(ats[0]!);
        expect(started + elapsed).toBeLessThanOrEqual(at + 0.01);
      }
    });

    it("tells of the error of a run that failed, last", async () => {
      const events = await watch(0);
      const [failed, finished] = events.slice(-2) as { readonly error?: unknown }[];
      expect([failed, finished]).toMatchObject([{ type: "task-failed" }, { type: "run-finished" }]);
      expect(failed!.error).toBeInstanceOf(Error);
      expect(finished!.error).toBe(failed!.error);
    });
  });
}
