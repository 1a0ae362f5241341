import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, partitionsOf } from "../keyed.ts";
import { counted, rejectionOf, runs, sync } from "../schedulers.ts";
import { keysOfOneKind, sorted } from "../sorted.ts";

describe.each(runs)("bag.sortBy with %o", (run) => {
  it("sorts as arrays are sorted, stable over all partitions, in both directions", async () => {
    const elements = fc.oneof(
      ...keysOfOneKind.map((key) => partitionsOf(fc.record({ key, x: fc.integer() }))),
    );
    await fc.assert(
      fc.asyncProperty(elements, fc.boolean(), async (partitions, descending) => {
        const bag = bagOf(partitions).sortBy(({ key }) => key, { descending });
        expect(bag.npartitions).toBe(partitions.length);
        expect(await bag.compute(run)).toEqual(sorted(partitions.flat(), descending));
      }),
      cases(80),
    );
  });

  it("takes keys by the name of a property, by index, and from asynchronous functions", async () => {
    const people = Bag.fromSequence([
      { name: "Grace", born: 1906 },
      { name: "Ada", born: 1815 },
      { name: "Alan", born: 1912 },
    ]);
    expect(await people.sortBy("born").pluck("name").compute(run)).toEqual(["Ada", "Grace", "Alan"]);
    expect(await people.sortBy("name", { descending: true }).pluck("born").compute(run)).toEqual([
      1906, 1912, 1815,
    ]);
    expect(await Bag.fromSequence(["ab", "ba", "aa"]).sortBy(1).compute(run)).toEqual(["ba", "aa", "ab"]);
    expect(
      await Bag.range(4)
        .sortBy((x) => Promise.resolve(-x))
        .compute(run),
    ).toEqual([3, 2, 1, 0]);
  });

  it("makes partitions that are about even, whatever the keys and their order are", async () => {
    const lengthsOf = (keyOf: (x: number) => number): Promise<number[]> =>
      Bag.range(6000, { npartitions: 12 })
        .sortBy(keyOf)
        .mapPartitions((elements) => [elements.length])
        .compute(run);
    for (const keyOf of [
      (x: number) => x,
      (x: number) => -x,
      () => 0,
      (x: number) => x % 5,
      (x: number) => (x * 7919) % 6007,
    ]) {
      const lengths = await lengthsOf(keyOf);
      expect(lengths).toHaveLength(12);
      expect(lengths.reduce((a, b) => a + b)).toBe(6000);
      expect(Math.min(...lengths)).toBeGreaterThan(400);
      expect(Math.max(...lengths)).toBeLessThan(600);
    }
  });

  it("sorts empty bags, and bags of more partitions than elements", async () => {
    expect(
      await bagOf<number>([[], [], []])
        .sortBy((x) => x)
        .compute(run),
    ).toEqual([]);
    const few = bagOf([[], [3], [], [1, 2], []]).sortBy((x) => x);
    expect(few.npartitions).toBe(5);
    expect(await few.compute(run)).toEqual([1, 2, 3]);
  });

  it("calls the key function once for each element", async () => {
    const keyOf = counted((x: number) => -x);
    await Bag.range(50, { npartitions: 6 }).sortBy(keyOf.fn).compute(run);
    expect(keyOf.calls).toBe(50);
  });

  it("goes on with other operations, and from what others have made", async () => {
    const bag = Bag.range(30, { npartitions: 4 })
      .map((x) => (x * 7) % 30)
      .filter((x) => x !== 3)
      .sortBy((x) => x)
      .map((x) => x * 2);
    expect(await bag.take(4).compute(run)).toEqual([0, 2, 4, 8]);
    expect(await bag.sum().compute(run)).toBe(864);
    const both = Bag.concat([bag, bag]).sortBy((x) => x, { descending: true });
    expect(await both.take(4).compute(run)).toEqual([58, 58, 56, 56]);
    expect(
      await bag
        .sortBy((x) => x % 10)
        .take(7)
        .compute(run),
    ).toEqual([0, 10, 20, 30, 40, 50, 2]);
  });

  it("names operation and element for keys that cannot be sorted", async () => {
    const bag = Bag.range(8, { npartitions: 2 });
    const failing = bag.sortBy((x) => {
      if (x === 6) throw new RangeError("six");
      return x;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "sortBy",
      partition: 1,
      index: 2,
    });
    const odd = bag.sortBy((x) => (x === 1 ? [x] : x));
    expect(await rejectionOf(odd.compute(run))).toMatchObject({
      operation: "sortBy",
      partition: 0,
      index: 1,
      cause: {
        message:
          "Expected the keys to be numbers, strings, dates, bigints or booleans to be sorted by, got an array of 1.",
      },
    });
  });

  it("names both kinds of keys that are mixed, within a partition or not", async () => {
    const message =
      "Expected all keys to be of one kind to be sorted by, but one is a number and another one a string.";
    for (const partitions of [[[1, "a"]], [[1], ["a"]], [[1], [], ["a"]]]) {
      const mixed = bagOf<unknown>(partitions).sortBy((x) => x);
      expect(await rejectionOf(mixed.compute(run))).toMatchObject({
        operation: "sortBy",
        cause: { message },
      });
    }
    const one = bagOf<unknown>([[1], ["a"]]).repartition({ npartitions: 1 });
    expect(await rejectionOf(one.sortBy((x) => x).compute(run))).toMatchObject({ cause: { message } });
  });
});

describe("bag.sortBy", () => {
  it("sorts very many partitions, of which neighbours are joined before", async () => {
    const bag = Bag.range(2000, { npartitions: 1000 }).map((x) => (x * 77) % 2000);
    const inOrder = bag.sortBy((x) => x);
    expect(inOrder.npartitions).toBe(1000);
    expect(inOrder.explain()).toContain("32 tasks: sortBy -> sortBy");
    expect(await inOrder.compute(sync)).toEqual((await bag.compute(sync)).sort((a, b) => a - b));
  });

  it("refuses keys and options that are none", () => {
    const bag = Bag.range(3);
    expect(() => bag.sortBy(undefined as never)).toThrow(
      "bag.sortBy(): Expected `key` to be a function, or the name or index of a property, got undefined.",
    );
    expect(() => bag.sortBy((x) => x, { descending: 1 } as never)).toThrow(
      "bag.sortBy(): Expected `descending` to be true or false, got 1.",
    );
    expect(() => bag.sortBy((x) => x, { descend: true } as never)).toThrow(InvalidArgumentError);
  });
});
