import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, partitionsOf, splits } from "../keyed.ts";
import { counted, rejectionOf, runs } from "../schedulers.ts";
import { keysOfOneKind, sorted } from "../sorted.ts";

describe.each(runs)("bag.topk with %o", (run) => {
  it("gives the greatest elements, in descending order, in one partition", async () => {
    const top = Bag.fromSequence([3, 1, 4, 1, 5, 9, 2, 6], { npartitions: 3 }).topk(3);
    expect(top.npartitions).toBe(1);
    expect(await top.compute(run)).toEqual([9, 6, 5]);
  });

  it("takes keys by the name of a property, by index, and from functions that may be asynchronous", async () => {
    const people = Bag.fromSequence([
      { name: "Grace", born: 1906 },
      { name: "Ada", born: 1815 },
      { name: "Alan", born: 1912 },
    ]);
    expect(await people.topk(2, { key: "born" }).pluck("name").compute(run)).toEqual(["Alan", "Grace"]);
    expect(await people.pluck("name").topk(1, { key: 2 }).compute(run)).toEqual(["Grace"]);
    const bag = Bag.range(600, { npartitions: 2 });
    expect(await bag.topk(3, { key: (x) => Promise.resolve(-x) }).compute(run)).toEqual([0, 1, 2]);
    const sometimes = bag.topk(3, { key: (x) => (x % 7 === 0 ? Promise.resolve(x) : x) });
    expect(await sometimes.compute(run)).toEqual([599, 598, 597]);
  });

  it("gives of equal elements the ones that come first, in their order", async () => {
    const bag = Bag.range(20, { npartitions: 6 });
    const options = { key: (x: number) => x % 3, splitEvery: 2 };
    expect(await bag.topk(5, options).compute(run)).toEqual([2, 5, 8, 11, 14]);
    expect(await bag.topk(8, options).compute(run)).toEqual([2, 5, 8, 11, 14, 17, 1, 4]);
  });

  it("gives what sorting all and taking the first gives, on any partitioning", async () => {
    const elements = fc.oneof(
      ...keysOfOneKind.map((key) => partitionsOf(fc.record({ key, x: fc.integer() }))),
    );
    await fc.assert(
      fc.asyncProperty(elements, fc.nat({ max: 20 }), splits, async (partitions, k, splitEvery) => {
        const bag = bagOf(partitions).topk(k, { key: ({ key }) => key, splitEvery });
        expect(await bag.compute(run)).toEqual(sorted(partitions.flat(), true).slice(0, k));
      }),
      cases(80),
    );
  });

  it("gives all there are where they are fewer, and nothing of nothing", async () => {
    const bag = bagOf([[], [3], [], [1, 2], []]);
    expect(await bag.topk(10).compute(run)).toEqual([3, 2, 1]);
    expect(await bag.topk(0).compute(run)).toEqual([]);
    expect(await bagOf([[], []]).topk(3, { splitEvery: false }).compute(run)).toEqual([]);
  });

  it("gives few of very many, and many of them", async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 19_000);
    const bag = Bag.fromSequence(numbers, { npartitions: 70 });
    const descending = numbers.toSorted((a, b) => b - a);
    expect(await bag.topk(7).compute(run)).toEqual(descending.slice(0, 7));
    expect(await bag.topk(5_000, { splitEvery: 3 }).compute(run)).toEqual(descending.slice(0, 5_000));
    expect(
      await bag
        .topk(7)
        .map((x) => -x)
        .sum()
        .compute(run),
    ).toBe(-descending.slice(0, 7).reduce((a, b) => a + b));
  });

  it("calls the key function once for each element", async () => {
    const keyOf = counted((x: number) => -x);
    await Bag.range(50, { npartitions: 12 }).topk(4, { key: keyOf.fn, splitEvery: 2 }).compute(run);
    expect(keyOf.calls).toBe(50);
  });

  it("fails as sortBy does on keys that cannot be compared", async () => {
    const bag = Bag.range(8, { npartitions: 2 });
    const odd = bag.topk(2, { key: (x) => (x === 6 ? [x] : x) });
    expect(await rejectionOf(odd.compute(run))).toMatchObject({
      operation: "topk",
      partition: 1,
      index: 2,
      cause: {
        message:
          "Expected the keys to be numbers, strings, dates, bigints or booleans to be sorted by, got an array of 1.",
      },
    });
    for (const partitions of [[[1, "a"]], [[1], ["a"]], [[1], [], ["a"]]]) {
      expect(await rejectionOf(bagOf<unknown>(partitions).topk(1).compute(run))).toMatchObject({
        operation: "topk",
        cause: {
          message:
            "Expected all keys to be of one kind to be sorted by, but one is a number and another one a string.",
        },
      });
    }
  });
});

describe("bag.topk", () => {
  it("refuses numbers, keys and options that are none", () => {
    const bag = Bag.range(3);
    for (const k of [-1, 1.5, NaN, Infinity, "3", undefined] as number[]) {
      expect(() => bag.topk(k)).toThrow("bag.topk(): Expected `k` to be a whole number from 0 up, got");
    }
    expect(() => bag.topk(2, (() => 1) as never)).toThrow(
      "bag.topk(): Expected the options to be an object, got a function.",
    );
    expect(() => bag.topk(2, { key: null as never })).toThrow(
      "bag.topk(): Expected `key` to be a function, or the name or index of a property, got null.",
    );
    expect(() => bag.topk(2, { splitEvery: 1 })).toThrow("bag.topk(): Expected `splitEvery`");
    expect(() => bag.topk(2, { kye: "x" } as never)).toThrow("Did you mean `key`?");
  });
});
