import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.count, sum, min and max with %o", (run) => {
  const empty = Bag.range(20, { npartitions: 20 }).filter(() => false);
  const some = Bag.range(100, { npartitions: 20 }).filter((x) => x % 37 === 5);

  it("adds zeros of either sign up to 0, and lets none of them be lost on the way", async () => {
    const sum = (...list: number[]): Promise<number> =>
      Bag.fromSequence(list, { npartitions: 2 }).sum().compute(run);
    expect(await sum(-0, -0, -0)).toBe(0);
    expect(await sum(-0, 0, 7)).toBe(7);
  });

  it("reduce bags in which most partitions are empty", async () => {
    expect(await some.compute(run)).toEqual([5, 42, 79]);
    expect(await some.count().compute(run)).toBe(3);
    expect(await some.sum().compute(run)).toBe(126);
    expect(await some.min().compute(run)).toBe(5);
    expect(await some.max().compute(run)).toBe(79);
  });

  it("give 0, 0 and errors for no elements", async () => {
    expect(await empty.count().compute(run)).toBe(0);
    expect(await empty.sum().compute(run)).toBe(0);
    expect(await rejectionOf(empty.min().compute(run))).toMatchObject({
      operation: "min",
      cause: { message: "The bag has no elements, so none of them is the smallest." },
    });
    expect(await rejectionOf(empty.max().compute(run))).toMatchObject({
      operation: "max",
      cause: { message: "The bag has no elements, so none of them is the greatest." },
    });
  });

  it("compare strings, bigints and dates, and take the first of equal elements", async () => {
    expect(await Bag.fromSequence(["b", "a", "c"]).min().compute(run)).toBe("a");
    expect(await Bag.fromSequence([1n, 3n, 2n]).max().compute(run)).toBe(3n);
    const dates = [new Date(2), new Date(1), new Date(3)];
    expect(await Bag.fromSequence(dates).min().compute(run)).toEqual(dates[1]);
    expect(await Bag.fromSequence<string | number>([2, "1", 1]).min().compute(run)).toBe("1");
    expect(await Bag.fromSequence<string | number>([2, 3, "3"]).max().compute(run)).toBe(3);
  });

  it("name the element that is no number", async () => {
    const bag = Bag.fromSequence([1, 2, "3" as never], { npartitions: 1 });
    expect(await rejectionOf(bag.sum().compute(run))).toMatchObject({
      operation: "sum",
      partition: 0,
      index: 2,
      cause: { name: "TypeError", message: 'Expected the elements to be numbers, got "3".' },
    });
  });

  it("come to the same in steps of any size", async () => {
    for (const splitEvery of [2, 3, 7, false] as const) {
      expect(await some.count({ splitEvery }).compute(run)).toBe(3);
      expect(await some.sum({ splitEvery }).compute(run)).toBe(126);
      expect(await some.min({ splitEvery }).compute(run)).toBe(5);
      expect(await some.max({ splitEvery }).compute(run)).toBe(79);
    }
  });

  it("can be computed at once", () => {
    expect(some.sum().computeSync()).toBe(126);
  });
});

describe("bag.count, sum, min and max", () => {
  const bag = Bag.range(3);

  it("combine as many partitions at a time as they are told to", () => {
    expect(Bag.range(20, { npartitions: 20 }).sum({ splitEvery: 2 }).explain()).toContain(
      "sum of 2, 2 at a time",
    );
  });

  it.each(["count", "sum", "min", "max"] as const)("refuse unknown and invalid options: %s", (method) => {
    expect(() => bag[method]({ splitEvery: 1 })).toThrow(
      `bag.${method}(): Expected \`splitEvery\` to be false or`,
    );
    expect(() => bag[method]({ split: 2 } as never)).toThrow(`bag.${method}(): `);
  });
});
