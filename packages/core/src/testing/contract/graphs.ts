import { describe, expect, it } from "vitest";
import { moduleFunction } from "../../graph/module-function.ts";
import { createLayer, TaskGraph, type Layer } from "../../graph/task-graph.ts";
import type { Argument, Reference, TaskFunction } from "../../graph/task.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { buildGraph, refer, tasksModule } from "./build-graph.ts";
import * as tasks from "./tasks.ts";

/** Parts, lazy inputs and streams. */
export function describeGraphs(name: string, open: OpenScheduler): void {
  describe(`${name}: graphs`, () => {
    it("hands each reader only the part of a result it refers to", async () => {
      const graph = buildGraph({
        list: { call: tasks.constant, args: [[1, 2, 3, 4]] },
        halves: { call: tasks.halve, inputs: [{ layer: "list", index: 0 }], parts: 2 },
        low: { call: tasks.total, inputs: [{ layer: "halves", index: 0, part: 0 }] },
        high: { call: tasks.total, inputs: [{ layer: "halves", index: 0, part: 1 }] },
      });
      const targets = [refer("low"), refer("high"), { layer: "halves", index: 0, part: 1 }];
      expect(await open().run({ graph, targets })).toEqual([3, 7, [3, 4]]);
    });

    it("computes lazy inputs only as far as they are asked for", async () => {
      const taken: string[] = [];
      const sources = Object.fromEntries(
        [1, 2, 30, 40].map((value, i) => [`v${i}`, { call: tasks.constant, args: [value] }]),
      );
      const inputs = Object.keys(sources).map((layer) => ({ layer, index: 0, lazy: true }));
      const graph = buildGraph({ ...sources, read: { call: tasks.readUntil, args: [30], inputs } });
      const hooks = {
        pretask: ({ operation }: { readonly operation: string }) => void taken.push(operation),
      };
      expect(await open().run({ graph, targets: [refer("read")], hooks })).toEqual([3]);
      expect(taken).not.toContain("v3");
    });

    it("runs tasks of one layer that differ in more than their data", async () => {
      const task = (
        call: TaskFunction["call"],
        args: readonly Argument[],
        inputs: readonly Reference[] = [],
      ) => ({ fn: moduleFunction(tasksModule, { [call.name]: call }), args, inputs });
      const layer = createLayer({
        name: "mixed",
        operation: "mixed",
        tasks: [
          task(tasks.constant, [{ kind: "value", value: [1, 2] }]),
          task(tasks.constant, [{ kind: "array", items: [{ kind: "value", value: 3 }] }]),
          task(tasks.constant, [{ kind: "object", entries: [["x", { kind: "value", value: 4 }]] }]),
          task(tasks.constant, [{ kind: "value", value: [5] }]),
          task(
            tasks.total,
            [
              { kind: "input", slot: 1 },
              { kind: "input", slot: 0 },
            ],
            [0, 3].map((index) => ({ layer: "mixed", index })),
          ),
        ],
      });
      const targets = [0, 1, 2, 3, 4].map((index) => ({ layer: "mixed", index }));
      const scheduler = open(1);
      // The second time all are in one batch.
      for (let run = 0; run < 2; run++) {
        const values = await scheduler.run({ graph: new TaskGraph([layer]), targets });
        expect(values).toEqual([[1, 2], [3], { x: 4 }, [5], 8]);
      }
    });

    it("runs tasks of local layers on the calling thread, and closes these when the run is over", async () => {
      const closed: string[] = [];
      const local = (layer: string, call: TaskFunction["call"]): Layer => ({
        ...createLayer({
          name: layer,
          operation: layer,
          tasks: [{ fn: { call, module: "", name: "" }, args: [] }],
        }),
        local: { close: () => void closed.push(layer) },
      });
      const seen: number[] = [];
      const here = local("here", () => [seen.push(1), 2]);
      const later = local("later", async () => {
        await Promise.resolve();
        return [seen.push(2), 5];
      });
      const { layers } = buildGraph({
        totals: { call: tasks.total, inputs: [refer("here"), refer("later")] },
      });
      const graph = new TaskGraph([here, later, ...layers.values()]);
      expect(await open().run({ graph, targets: [refer("totals"), refer("here")] })).toEqual([10, [1, 2]]);
      expect(seen).toEqual([1, 2]);
      expect(closed.toSorted()).toEqual(["here", "later"]);

      closed.length = 0;
      const broken = local("broken", () => {
        throw new Error("no source");
      });
      const run = open().run({ graph: new TaskGraph([broken]), targets: [refer("broken")] });
      await expect(run).rejects.toMatchObject({ operation: "broken", cause: { message: "no source" } });
      expect(closed).toEqual(["broken"]);
    });

    it("tells the layers it had to do with that a run is over, whatever came of it", async () => {
      const ended: string[] = [];
      const { layers } = buildGraph({
        list: { call: tasks.constant, args: [[1, 2]] },
        sum: { call: tasks.total, inputs: [refer("list")] },
        wrong: { call: tasks.failUntil, args: [2, 0] },
        idle: { call: tasks.constant, args: [0] },
      });
      const graph = new TaskGraph(
        Array.from(layers.values(), (layer) => ({ ...layer, ended: () => void ended.push(layer.name) })),
      );
      expect(await open().run({ graph, targets: [refer("sum")] })).toEqual([3]);
      expect(ended.toSorted()).toEqual(["list", "sum"]);
      ended.length = 0;
      await expect(open().run({ graph, targets: [refer("wrong")] })).rejects.toMatchObject({
        operation: "wrong",
      });
      expect(ended).toEqual(["wrong"]);
    });

    it("makes what tasks keep once wherever they run, and anew for each run", async () => {
      const task = (
        call: TaskFunction["call"],
        { args, inputs = [] }: { readonly args: readonly Argument[]; readonly inputs?: readonly Reference[] },
      ) => ({ fn: moduleFunction(tasksModule, { [call.name]: call }), args, inputs });
      const kept = createLayer({
        name: "kept",
        operation: "kept",
        tasks: [task(tasks.listOf, { args: [{ kind: "value", value: 50 }] })],
      });
      const readers = createLayer({
        name: "readers",
        operation: "readers",
        tasks: Array.from({ length: 40 }, (_, value) =>
          task(tasks.isNew, {
            args: [
              { kind: "value", value },
              { kind: "input", slot: 0, isKept: true },
            ],
            inputs: [refer("kept")],
          }),
        ),
      });
      const targets = [{ layer: "readers", index: 0, count: 40 }];
      const scheduler = open(1);
      for (let run = 0; run < 2; run++) {
        const news = await scheduler.run({ graph: new TaskGraph([kept, readers]), targets });
        const places = news.filter(Boolean).length;
        expect(places).toBeGreaterThan(0);
        expect(places).toBeLessThanOrEqual(2); // one worker, and perhaps the calling thread
      }
    });

    it("refuses a graph with a dependency that is not there, before anything runs", async () => {
      const graph = buildGraph({ a: { call: tasks.total, inputs: [refer("nowhere")] } });
      await expect(open().run({ graph, targets: [refer("a")] })).rejects.toThrow("Task a:0 reads nowhere:0");
    });

    it("streams targets in order, and cancels the rest when the reader leaves", async () => {
      const taken: string[] = [];
      const layers = Array.from(
        { length: 100 },
        (_, i) => [`v${i}`, { call: tasks.constant, args: [i] }] as const,
      );
      const graph = buildGraph(Object.fromEntries(layers));
      const hooks = {
        pretask: ({ operation }: { readonly operation: string }) => void taken.push(operation),
      };
      const read: unknown[] = [];
      for await (const value of open().stream({
        graph,
        targets: layers.map(([layer]) => refer(layer)),
        hooks,
      })) {
        read.push(value);
        if (value === 5) break;
      }
      expect(read).toEqual([0, 1, 2, 3, 4, 5]);
      expect(taken.length).toBeLessThan(100);
    });
  });
}
