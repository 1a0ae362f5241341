import { setTimeout as sleep } from "node:timers/promises";
import { Bag, compute, delayed, Item, TaskError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

/** Keeps its thread busy. */
function spin(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

onEveryScheduler((scheduler, name) => {
  describe("persist", () => {
    it("keeps results that further work starts from", async () => {
      const bag = Bag.range(20, { npartitions: 5 }).map((x) => ({ x, random: Math.random() }));
      const kept = await bag.persist({ scheduler });
      expect(kept.npartitions).toBe(5);
      const [first, second] = await compute(
        kept,
        kept.filter(({ x }) => x > 17),
        { scheduler },
      );
      expect(first.slice(18)).toEqual(second);
      expect(await kept.compute({ scheduler })).toEqual(first);
      const total = await kept.pluck("x").sum().persist({ scheduler });
      expect(await total.apply((x) => x + 1).compute({ scheduler })).toBe(191);
      const value = await delayed(() => Math.random())().persist({ scheduler });
      expect(await value.compute({ scheduler })).toBe(await value.compute({ scheduler }));
    });
  });

  describe("compute", () => {
    it("computes what is nested in shapes and in arguments of delayeds, and shared work once", async () => {
      const bag = Bag.range(6, { npartitions: 3 });
      const total = bag.sum();
      const random = delayed(() => Math.random())();
      const describeAll = delayed(
        (input: { readonly bags: readonly number[][]; readonly item: number; readonly random: number }) =>
          [input.bags.flat().length, input.item, input.random] as const,
      );
      const nested = describeAll({ bags: [bag, [7]], item: total, random });
      const [shape, again] = await compute({ nested, list: [total, "x"] }, random, { scheduler });
      expect(shape.nested.slice(0, 2)).toEqual([7, 15]);
      expect(shape.nested[2]).toBe(again);
      expect(shape.list).toEqual([15, "x"]);
    });

    it("takes partitions apart and puts them together", async () => {
      const parts = Bag.range(5, { npartitions: 2 })
        .map((x) => x * x)
        .toDelayed();
      expect(await compute(parts, { scheduler })).toEqual([
        [
          [0, 1, 4],
          [9, 16],
        ],
      ]);
      const joined = Bag.fromDelayed(parts.toReversed());
      expect(await joined.compute({ scheduler })).toEqual([9, 16, 0, 1, 4]);
      const item = Item.fromDelayed(parts[1]!).apply((list) => list.length);
      expect(await item.compute({ scheduler })).toBe(2);
    });
  });

  describe("iteration", () => {
    it("yields all elements in order, empty partitions too", async () => {
      const bag = Bag.range(50, { npartitions: 25 }).filter((x) => x % 7 === 0);
      const seen: number[] = [];
      for await (const x of bag.iterate({ scheduler })) seen.push(x);
      expect(seen).toEqual([0, 7, 14, 21, 28, 35, 42, 49]);
    });

    it("is never further ahead of the reader than a few partitions", async () => {
      let started = 0;
      const hooks = { pretask: () => void (started += 1) };
      const bag = Bag.range(300, { npartitions: 300 }).map((x) => x);
      const ahead = name === "sync" ? 1 : name === "async" ? 64 : 4;
      let read = 0;
      // So that a partition is one task.
      for await (const x of bag.iterate({ scheduler, hooks, optimize: true })) {
        read += 1;
        if (x % 20 === 0) await sleep(2);
        expect(started - read).toBeLessThanOrEqual(ahead);
        if (read === 100) break;
      }
    });

    it("cancels what is under way when the reader leaves, and starts nothing more", async () => {
      let started = 0;
      const ended: unknown[] = [];
      const hooks = {
        pretask: () => void (started += 1),
        finish: (event: { readonly error?: unknown }) => void ended.push(event.error),
      };
      // Only on workers is anything under way while the reader has the thread.
      const longest = ["threads", "processes"].includes(name) ? 30_000 : 2;
      const slow = Bag.range(400, { npartitions: 400 }).map((x) => {
        if (x > 0) spin(longest);
        return x;
      });
      const begin = performance.now();
      // So that a partition is one task.
      for await (const x of slow.iterate({ scheduler, hooks, optimize: true })) {
        expect(x).toBe(0);
        break;
      }
      expect(performance.now() - begin).toBeLessThan(5000);
      expect(ended).toHaveLength(1);
      const before = started;
      await sleep(50);
      expect(started).toBe(before);
      expect(started).toBeLessThan(100);
    });

    it("yields what comes before a failure, and then throws it", async () => {
      const bag = Bag.range(40, { npartitions: 40 }).map((x) => {
        if (x === 20) throw new RangeError("twenty");
        return x;
      });
      const seen: number[] = [];
      const read = async (): Promise<void> => {
        for await (const x of bag.iterate({ scheduler })) seen.push(x);
      };
      await expect(read()).rejects.toThrow(TaskError);
      expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i).slice(0, seen.length));
      if (name === "sync") expect(seen).toHaveLength(20);
    });
  });
});
