import { Bag } from "@holdall/bag";
import { asynchronous } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyhow, counted, isOptimised, runs, sync } from "../schedulers.ts";

describe.each(runs)("any and all with %o", (run) => {
  it("tell whether elements are truthy, or what a function says of them", async () => {
    const bag = Bag.range(10, { npartitions: 3 });
    expect(await bag.any().compute(run)).toBe(true);
    expect(await bag.all().compute(run)).toBe(false);
    expect(await bag.any((x) => x > 9).compute(run)).toBe(false);
    expect(await bag.all((x) => x < 10).compute(run)).toBe(true);
    expect(await bag.any((x) => Promise.resolve(x === 4)).compute(run)).toBe(true);
    expect(await bag.all((x) => Promise.resolve(x !== 4)).compute(run)).toBe(false);
  });

  it("are false and true of no elements", async () => {
    for (const bag of [Bag.fromSequence<number>([]), Bag.range(9, { npartitions: 4 }).filter(() => false)]) {
      expect(await bag.any().compute(run)).toBe(false);
      expect(await bag.all().compute(run)).toBe(true);
    }
  });

  it("look no further in a partition once they know", async () => {
    const seen = counted((x: number) => x === 3);
    expect(await Bag.range(1000, { npartitions: 1 }).any(seen.fn).compute(run)).toBe(true);
    expect(seen.calls).toBe(4);
    const endless = Bag.range(1, { npartitions: 1 }).mapPartitions(function* () {
      for (let i = 0; ; i++) yield i;
    });
    if (isOptimised(run))
      expect(
        await endless
          .map((x) => x < 5)
          .all()
          .compute(run),
      ).toBe(false);
  });
});

describe("any and all", () => {
  it("look at no partition after the ones with the answer: one, then two, then four at a time", async () => {
    for (const [at, calls] of [
      [0, 1],
      [1, 3],
      [2, 3],
      [3, 7],
      [99, 100],
    ] as const) {
      const seen = counted((x: number) => x >= at);
      const bag = Bag.range(100, { npartitions: 100 });
      expect(await bag.any(seen.fn).compute(sync)).toBe(true);
      expect(await bag.all((x) => !seen.fn(x)).compute(sync)).toBe(false);
      expect(seen.calls).toBe(2 * calls);
    }
  });

  it("look at as many partitions at a time as can be worked on at once", async () => {
    const seen = counted((x: number) => x > 0);
    const bag = Bag.range(100, { npartitions: 100 });
    expect(await bag.any(seen.fn).compute({ scheduler: asynchronous({ workers: 5 }) })).toBe(true);
    expect(seen.calls).toBe(5);
  });

  it("say what plain array code says, on any partitioning", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: -1, max: 5 }),
        async (array, npartitions, limit) => {
          const bag = Bag.fromSequence(array, { npartitions });
          expect(await bag.any((x) => x > limit).compute(anyhow)).toBe(array.some((x) => x > limit));
          expect(await bag.all((x) => x > limit).compute(anyhow)).toBe(array.every((x) => x > limit));
        },
      ),
    );
  });

  it("refuse what is no function", () => {
    expect(() => Bag.range(1).any(1 as never)).toThrow(
      "bag.any(): Expected `predicate` to be a function, got 1.",
    );
    expect(() => Bag.range(1).all("x" as never)).toThrow("bag.all()");
  });
});
