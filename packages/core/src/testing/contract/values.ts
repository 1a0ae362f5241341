import { describe, expect, it } from "vitest";
import { compute } from "../../compute.ts";
import { delayed } from "../../delayed.ts";
import { TaskGraph } from "../../graph/task-graph.ts";
import { buildGraph, refer } from "./build-graph.ts";
import { constant, pairs } from "./tasks.ts";
import type { OpenScheduler } from "../scheduler-contract.ts";
import { sampleValues } from "./sample-values.ts";

/** Values come out as they went in, and in order. */
export function describeValues(name: string, open: OpenScheduler): void {
  describe(`${name}: values`, () => {
    it("computes what a task and those it reads return", async () => {
      const add = delayed((a: number, b: number) => a + b);
      expect(await add(add(1, 2), add(3, 4)).compute({ scheduler: open() })).toBe(10);
    });

    it("gives the targets in the order in which they were asked for", async () => {
      const same = delayed((x: number) => x);
      const values = Array.from({ length: 300 }, (_, i) => i);
      expect(
        await compute(
          values.map((x) => same(x)),
          { scheduler: open() },
        ),
      ).toEqual([values]);
    });

    it("awaits asynchronous functions", async () => {
      const double = delayed(async (x: number) => {
        await Promise.resolve();
        return 2 * x;
      });
      expect(await double(double(5)).compute({ scheduler: open() })).toBe(20);
    });

    it("takes captured variables along, as they are when compute is called", async () => {
      let factor = 1;
      const scale = delayed((x: number) => x * factor);
      const scaled = scale(7);
      factor = 3;
      expect(await scaled.compute({ scheduler: open() })).toBe(21);
    });

    it.each(Object.entries(sampleValues))("carries %s there and back", async (_, value) => {
      const same = delayed((x: unknown) => x);
      const there = await same(same(value)).compute({ scheduler: open(1), optimize: false });
      expect(there).toStrictEqual(value);
    });

    it.each([true, false])(
      "makes pairs that a task packed where they are read (as columns: %o)",
      async (isColumns) => {
        const graph = buildGraph({
          packed: { call: pairs, args: [isColumns] },
          read: { call: constant, inputs: [refer("packed")] },
        });
        const scheduler = open();
        const expected = [
          ["a", [1]],
          ["b", []],
          ["c", [2, 3]],
        ];
        const targets = [refer("packed"), refer("read")];
        expect(await scheduler.run({ graph, targets })).toStrictEqual([expected, expected]);
        expect(await scheduler.run({ graph, targets: [refer("read")] })).toStrictEqual([expected]);
      },
    );

    it("leaves the caller's data as it was", async () => {
      const data = Float64Array.of(1, 2, 3);
      const fill = delayed((x: Float64Array) => x.slice().fill(9));
      expect(await fill(data).compute({ scheduler: open() })).toEqual(Float64Array.of(9, 9, 9));
      expect(data).toEqual(Float64Array.of(1, 2, 3));
    });

    it("computes nothing when nothing is asked for", async () => {
      expect(await open().run({ graph: new TaskGraph(), targets: [] })).toEqual([]);
    });

    it("runs a chain of ten thousand tasks", async () => {
      const increment = delayed((x: number) => x + 1, { name: "increment" });
      let chain = increment(0);
      for (let i = 1; i < 10_000; i++) chain = increment(chain);
      const scheduler = open();
      expect(await chain.compute({ scheduler })).toBe(10_000);
      expect(await chain.compute({ scheduler, optimize: false })).toBe(10_000);
    });

    it("does work that results have in common once", async () => {
      const keys: string[] = [];
      const add = delayed((a: number, b: number) => a + b, { pure: true, name: "add" });
      const hooks = { pretask: ({ key }: { readonly key: string }) => void keys.push(key) };
      expect(await compute(add(1, 2), add(1, 2), { scheduler: open(), hooks })).toEqual([3, 3]);
      expect(keys).toHaveLength(1);
    });
  });
}
