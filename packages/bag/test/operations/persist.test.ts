import { Bag, Item } from "@holdall/bag";
import { AbortError, compute, delayed, InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { counted, rejectionOf, runs, runsHere, sync } from "../schedulers.ts";

describe.each(runs)("bag.persist with %o", (run) => {
  it("runs nothing again", async () => {
    const fn = counted((x: number) => x + 1);
    const kept = await Bag.range(10, { npartitions: 3 }).map(fn.fn).persist(run);
    expect(fn.calls).toBe(10);
    const doubled = kept.map((x) => 2 * x);
    expect(await compute(kept, doubled.sum(), kept.take(2), run)).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      110,
      [1, 2],
    ]);
    expect(await kept.compute(run)).toHaveLength(10);
    expect(fn.calls).toBe(10);
  });

  it("keeps partitions as they were, empty ones too", async () => {
    const parts = [[], [1, 2], [], [3], []];
    const bag = Bag.fromDelayed(parts.map((part) => delayed(() => part)()));
    const kept = await bag.persist(run);
    expect(kept.npartitions).toBe(5);
    const lists = kept.mapPartitions((elements) => [elements]);
    expect(await lists.compute(run)).toEqual(parts);
  });

  it("gives what further operations need: bags in lockstep, appended bags, partitions, reductions", async () => {
    const kept = await Bag.range(6, { npartitions: 2 }).persist(run);
    const other = Bag.range(10, 16, { npartitions: 2 });
    expect(await kept.map((x, y) => x + y, other).compute(run)).toEqual([10, 12, 14, 16, 18, 20]);
    expect(await other.map((x, y) => x - y, kept).compute(run)).toEqual([10, 10, 10, 10, 10, 10]);
    const sizes = other.mapPartitions((mine, theirs) => [mine.length + theirs.length], kept);
    expect(await sizes.compute(run)).toEqual([6, 6]);
    expect(await Bag.concat([kept, other]).count().compute(run)).toBe(12);
    expect(await (await kept.map((x) => -x).persist(run)).min().compute(run)).toBe(-5);
  });

  it("is not changed by what functions do to an array of its elements", async () => {
    const kept = await Bag.range(4, { npartitions: 2 }).persist(run);
    const reversed = kept.mapPartitions((elements, same) => [...elements.reverse(), ...same.splice(0)], kept);
    expect(await reversed.compute(run)).toEqual([1, 0, 0, 1, 3, 2, 2, 3]);
    (await kept.compute(run)).fill(9);
    expect(await kept.compute(run)).toEqual([0, 1, 2, 3]);
  });

  it("changes no result, whatever is persisted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer()),
        fc.integer({ min: 1, max: 8 }),
        async (elements, npartitions) => {
          const bag = Bag.fromSequence(elements, { npartitions }).filter((x) => x % 3 !== 0);
          const kept = await bag.persist(run);
          const ends = [bag, kept].map((one) => [one, one.sum(), one.map((x) => x / 2), one.take(3)]);
          const [before, after] = await compute(...ends, run);
          expect(after).toEqual(before);
        },
      ),
      cases(30),
    );
  });
});

describe.each(runs)("item.persist with %o", (run) => {
  it("runs nothing again", async () => {
    const fn = counted((x: number) => x + 1);
    const kept = await Bag.range(5).map(fn.fn).sum().persist(run);
    expect(Item.is(kept)).toBe(true);
    expect(
      await compute(
        kept,
        kept.apply((x) => -x),
        run,
      ),
    ).toEqual([15, -15]);
    expect(
      await Bag.range(2)
        .map((x, total) => x + total, kept)
        .compute(run),
    ).toEqual([15, 16]);
    expect(fn.calls).toBe(5);
  });
});

it.each(runsHere)(
  "item.persist keeps values that look like anything else, as they are, with %o",
  async (run) => {
    for (const value of [undefined, [Bag.range(2)], { kind: "input", slot: 0 }, null]) {
      const item = await Bag.range(1)
        .count()
        .apply(() => value)
        .persist(run);
      expect(await item.compute(run)).toBe(value);
    }
  },
);

describe("persist", () => {
  it("computes when it is called, with the options of a run", async () => {
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    const bag = Bag.range(3);
    expect(await rejectionOf(bag.persist({ ...sync, signal }))).toBeInstanceOf(AbortError);
    expect(await rejectionOf(bag.sum().persist({ ...sync, signal }))).toBeInstanceOf(AbortError);
    expect(await rejectionOf(bag.persist({ shceduler: "sync" } as never))).toMatchObject({
      message: expect.stringContaining("bag.persist(): Unknown option") as string,
    });
    expect(await rejectionOf(bag.sum().persist({ workers: 0 }))).toBeInstanceOf(InvalidArgumentError);
  });

  it("says what failed", async () => {
    const bag = Bag.range(4, { npartitions: 4 }).map((x) => {
      if (x === 2) throw new Error("two");
      return x;
    });
    expect(await rejectionOf(bag.persist(sync))).toMatchObject({ operation: "map", partition: 2, index: 0 });
  });

  it("counts partitions and elements from the start when a later function fails", async () => {
    const kept = await Bag.range(6, { npartitions: 3 }).persist(sync);
    const failing = kept.map((x) => {
      if (x === 5) throw new Error("five");
      return x;
    });
    expect(await rejectionOf(failing.compute(sync))).toMatchObject({
      operation: "map",
      partition: 2,
      index: 1,
    });
  });

  it("says how many elements it has where it is explained", async () => {
    const kept = await Bag.range(6, { npartitions: 3 }).persist(sync);
    expect(kept.map(Math.sqrt).explain()).toContain("1. persist: 6 elements in 3 partitions\n");
    expect((await kept.sum().persist(sync)).explain()).toContain("1. persist\n");
  });
});
