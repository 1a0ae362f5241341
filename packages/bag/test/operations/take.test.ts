import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, counted, isOptimised, runs } from "../schedulers.ts";

describe.each(runs)("bag.take with %o", (run) => {
  it("keeps the first elements, in one partition", async () => {
    const taken = Bag.range(100, { npartitions: 30 }).take(7);
    expect(taken.npartitions).toBe(1);
    expect(await taken.compute(run)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(
      await taken
        .map((x) => -x)
        .sum()
        .compute(run),
    ).toBe(-21);
  });

  it("keeps all there are when they are fewer", async () => {
    expect(await Bag.range(3).take(10).compute(run)).toEqual([0, 1, 2]);
    expect(await Bag.fromSequence([]).take(1).compute(run)).toEqual([]);
  });

  it("calls functions no more often than needed", async () => {
    const slow = counted((x: number) => x * x);
    expect(await Bag.range(1000, { npartitions: 10 }).map(slow.fn).take(3).compute(run)).toEqual([0, 1, 4]);
    expect(slow.calls).toBe(isOptimised(run) ? 3 : 100);
  });

  it("goes on to further partitions only while elements are wanted", async () => {
    const slow = counted((x: number) => x % 4 === 0);
    const bag = Bag.range(100, { npartitions: 50 }).filter(slow.fn);
    expect(await bag.take(3).compute(run)).toEqual([0, 4, 8]);
    expect(slow.calls).toBe(10);
  });

  it("looks at one element after the other where functions are asynchronous", async () => {
    const slow = counted((x: number) => Promise.resolve(x));
    expect(await Bag.range(10, { npartitions: 1 }).map(slow.fn).take(2).compute(run)).toEqual([0, 1]);
    expect(slow.calls).toBe(isOptimised(run) ? 2 : 10);
  });

  it("finds elements far behind, over many groups of partitions", async () => {
    const bag = Bag.range(1000, { npartitions: 200 });
    expect(
      await bag
        .filter((x) => x > 500 && x % 100 === 0)
        .take(4)
        .compute(run),
    ).toEqual([600, 700, 800, 900]);
    expect(await bag.take(400).compute(run)).toEqual(Array.from({ length: 400 }, (_, i) => i));
    expect(await bag.take(5000).count().compute(run)).toBe(1000);
  });

  it("looks at so many partitions only, if asked to", async () => {
    const bag = Bag.range(100, { npartitions: 50 });
    expect(await bag.take(5, { npartitions: 2 }).compute(run)).toEqual([0, 1, 2, 3]);
    expect(await bag.take(5, { npartitions: 50 }).compute(run)).toEqual([0, 1, 2, 3, 4]);
  });

  it("takes nothing without looking at anything", async () => {
    const slow = counted((x: number) => x);
    expect(await Bag.range(5).map(slow.fn).take(0).compute(run)).toEqual([]);
    expect(slow.calls).toBe(0);
  });

  it("takes from data as it is", async () => {
    const bag = Bag.fromSequence([1, 2, 3]);
    expect(await bag.take(2).compute(run)).toEqual([1, 2]);
    expect(await bag.take(2).compute({ ...run, optimize: { pushTakeDown: false } })).toEqual([1, 2]);
  });

  it("can be taken from again", async () => {
    expect(await Bag.range(100).take(10).take(2).compute(run)).toEqual([0, 1]);
    expect(await Bag.range(100).take(2).take(10).compute(run)).toEqual([0, 1]);
  });
});

describe("bag.take", () => {
  it("stops endless iterables", async () => {
    const endless = Bag.range(1, { npartitions: 1 }).mapPartitions(function* () {
      for (let i = 0; ; i++) yield i;
    });
    const first = endless.map((x) => x * 2).take(3);
    // Operation by operation, the first would have to end before the next one begins.
    expect(await first.compute({ ...anyhow, optimize: true })).toEqual([0, 2, 4]);
  });

  it.each([-1, 1.5, NaN, "3", undefined])("refuses to take %s", (count) => {
    expect(() => Bag.range(5).take(count as number)).toThrow(
      /^bag\.take\(\): Expected `k` to be a whole number from 0 up, got /,
    );
  });

  it("refuses numbers of partitions that are none, and more than there are", () => {
    expect(() => Bag.range(5).take(1, { npartitions: 0 })).toThrow(InvalidArgumentError);
    expect(() => Bag.range(5).take(1, { npartitions: 6 })).toThrow(
      "bag.take(): Expected `npartitions` to be at most 5, the number there is, got 6.",
    );
  });
});
