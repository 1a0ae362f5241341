import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { isOptimised, rejectionOf, runs } from "../schedulers.ts";

const bagOf = <T>(partitions: readonly T[][]): Bag<T> => Bag.fromSequence(partitions).flatMap((x) => x);

describe.each(runs)("bag.product with %o", (run) => {
  it("pairs each element with each of the other bag, a partition for each pair of partitions", async () => {
    const pairs = bagOf([[1, 2], [3]]).product(Bag.fromSequence(["a", "b", "c"], { npartitions: 2 }));
    expect(pairs.npartitions).toBe(4);
    expect(await pairs.mapPartitions((some) => [some]).compute(run)).toEqual([
      [
        [1, "a"],
        [1, "b"],
        [2, "a"],
        [2, "b"],
      ],
      [
        [1, "c"],
        [2, "c"],
      ],
      [
        [3, "a"],
        [3, "b"],
      ],
      [[3, "c"]],
    ]);
  });

  it("does so for any two bags, empty partitions among them", async () => {
    const partitions = fc.array(fc.array(fc.integer(), { maxLength: 5 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(partitions, partitions, async (left, right) => {
        const expected = left.flatMap((some) =>
          right.flatMap((others) => some.flatMap((x) => others.map((y) => [x, y]))),
        );
        const pairs = bagOf(left).product(bagOf(right));
        expect(await pairs.compute(run)).toEqual(expected);
        expect(await pairs.count().compute(run)).toBe(expected.length);
      }),
      cases(50),
    );
  });

  it("pairs a bag with itself", async () => {
    const bag = Bag.range(30, { npartitions: 2 });
    const distances = bag.product(bag).map(([a, b]) => Math.abs(a - b));
    expect(await distances.max().compute(run)).toBe(29);
    expect(await distances.sum().compute(run)).toBe(8990);
  });

  it("makes no pairs that nobody takes", async () => {
    const many = Bag.range(1e6, { npartitions: 1 }).product(
      Bag.range(1e6, { npartitions: 1 }).filter((x) => x < 9),
    );
    if (isOptimised(run))
      expect(await many.take(2).compute(run)).toEqual([
        [0, 0],
        [0, 1],
      ]);
  });

  it("names partition and pair when an operation after it fails", async () => {
    const bag = Bag.range(4, { npartitions: 2 });
    const failing = bag.product(bag).map(([a, b]) => {
      if (a === 3 && b === 2) throw new Error("this one");
      return a;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "map",
      partition: 3,
      index: 2,
    });
  });
});

describe("bag.product", () => {
  it("refuses what is no bag", () => {
    expect(() => Bag.range(2).product([1] as never)).toThrow(
      "bag.product(): Expected `other` to be a Bag, got an array of 1.",
    );
  });
});
