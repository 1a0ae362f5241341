import { describe, expect, it } from "vitest";
import { moduleFunction } from "../../graph/module-function.ts";
import { createLayer, TaskGraph } from "../../graph/task-graph.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { buildGraph, refer, tasksModule } from "./build-graph.ts";
import * as tasks from "./tasks.ts";

/** Tasks that read their inputs themselves, and what they have open until they end. */
export function describeOpenTasks(name: string, open: OpenScheduler): void {
  describe(`${name}: open tasks`, () => {
    it("lets tasks read their inputs themselves, once for each that is started", async () => {
      const lists = createLayer({
        name: "lists",
        operation: "lists",
        tasks: [3, 0, 300].map((length) => ({
          fn: moduleFunction(tasksModule, { listOf: tasks.listOf }),
          args: [{ kind: "value", value: length } as const],
        })),
      });
      const inputs = [0, 1, 2].map((index) => ({ layer: "lists", index }));
      const items = inputs.map((_, slot) => ({ kind: "input", slot }) as const);
      const totals = createLayer({
        name: "totals",
        operation: "totals",
        tasks: [0, 1].map(() => ({
          fn: moduleFunction(tasksModule, { totalOf: tasks.totalOf }),
          args: [{ kind: "array", items, isLate: true } as const],
          inputs,
        })),
      });
      const targets = [{ layer: "totals", index: 0, count: 2 }];
      const sum = 3 + (299 * 300) / 2;
      expect(await open().run({ graph: new TaskGraph([lists, totals]), targets })).toEqual([sum, sum]);
    });

    it("closes what a task has open when its last function has returned, which is told that it is the last", async () => {
      const graph = buildGraph({
        first: { call: tasks.keepOpen, args: [[1]] },
        second: { call: tasks.constant, inputs: [refer("first")] },
        third: { call: tasks.keepOpen, inputs: [refer("second")] },
      });
      const [value] = await open(1).run({ graph, targets: [refer("third")], optimize: true });
      const { closed } = value as { readonly closed: number };
      expect(value).toEqual({
        left: { left: [1], closed, isLast: false },
        closed,
        isLast: true,
      });
      const [later] = await open(1).run({ graph, targets: [refer("second")] });
      expect(later).toMatchObject({ left: [1], isLast: false });
    });

    it("closes it when a function fails too", async () => {
      const graph = buildGraph({ shaky: { call: tasks.keepOpenUntil, args: [2] } });
      const scheduler = open(1);
      const targets = [refer("shaky")];
      const [before] = await scheduler.run({ graph, targets, retries: 1, retryDelay: 0 });
      const [after] = await scheduler.run({ graph, targets, retries: 1, retryDelay: 0 });
      const closed = (value: unknown): number => (value as { readonly closed: number }).closed;
      expect(closed(after) - closed(before)).toBe(2);
    });
  });
}
