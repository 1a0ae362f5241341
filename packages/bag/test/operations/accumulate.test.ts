import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyhow, counted, rejectionOf, runs } from "../schedulers.ts";

const add = (a: number, b: number): number => a + b;

describe.each(runs)("bag.accumulate with %o", (run) => {
  it("goes on from partition to partition", async () => {
    const bag = Bag.range(1, 7, { npartitions: 3 });
    expect(await bag.accumulate(add).compute(run)).toEqual([1, 3, 6, 10, 15, 21]);
    expect(await bag.accumulate(add, { initial: 100 }).compute(run)).toEqual([
      100, 101, 103, 106, 110, 115, 121,
    ]);
    const words = bag.accumulate((text, x) => `${text}${x}`, { initial: "" });
    expect(await words.compute(run)).toEqual(["", "1", "12", "123", "1234", "12345", "123456"]);
  });

  it("passes over empty partitions, the first and the last ones too", async () => {
    const bag = Bag.range(10, { npartitions: 10 }).filter((x) => x === 3 || x === 6);
    expect(await bag.accumulate(add).compute(run)).toEqual([3, 9]);
    expect(await bag.accumulate(add, { initial: 1 }).compute(run)).toEqual([1, 4, 10]);
    const none = bag.filter(() => false);
    expect(await none.accumulate(add).compute(run)).toEqual([]);
    expect(await none.accumulate(add, { initial: () => Promise.resolve(7) }).compute(run)).toEqual([7]);
  });

  it("awaits asynchronous functions", async () => {
    const bag = Bag.range(5, { npartitions: 2 });
    expect(await bag.accumulate((a, b) => Promise.resolve(a + b)).compute(run)).toEqual([0, 1, 3, 6, 10]);
    const later = bag.accumulate((a, b) => Promise.resolve(a + b), { initial: () => Promise.resolve(1) });
    expect(await later.compute(run)).toEqual([1, 1, 2, 4, 7, 11]);
  });

  it("calls functions once for each element, and goes on with operations on what it gives", async () => {
    const slow = counted((x: number) => x + 1);
    const sums = Bag.range(10, { npartitions: 4 }).map(slow.fn).accumulate(add);
    expect(
      await sums
        .map((x) => -x)
        .min()
        .compute(run),
    ).toBe(-55);
    expect(slow.calls).toBe(10);
    const both = Bag.concat([sums, sums]);
    expect(
      await both
        .accumulate((_, x) => x)
        .count()
        .compute(run),
    ).toBe(20);
  });

  it("names the element at which the function fails", async () => {
    const bag = Bag.range(6, { npartitions: 2 }).accumulate((a, b) => {
      if (b === 4) throw new RangeError("four");
      return a + b;
    });
    expect(await rejectionOf(bag.compute(run))).toMatchObject({
      operation: "accumulate",
      partition: 1,
      index: 1,
    });
  });
});

describe("bag.accumulate", () => {
  it("gives what plain array code gives, on any partitioning", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 10 }),
        async (array, npartitions, limit) => {
          const bag = Bag.fromSequence(array, { npartitions }).filter((x) => x < limit);
          const expected: number[] = [];
          for (const x of array.filter((x) => x < limit)) expected.push(2 * (expected.at(-1) ?? 0) + x);
          const doubled = bag.accumulate((a, b) => 2 * a + b);
          expect(await doubled.compute(anyhow)).toEqual(expected);
          const begun = bag.accumulate((a, b) => 2 * a + b, { initial: 0 });
          expect(await begun.compute(anyhow)).toEqual([0, ...expected]);
        },
      ),
    );
  });

  it("refuses what is no function, what cannot be copied, and unknown options", () => {
    const bag = Bag.range(3);
    expect(() => bag.accumulate(1 as never)).toThrow(
      "bag.accumulate(): Expected `binop` to be a function, got 1.",
    );
    expect(() => bag.accumulate(add, { initial: new (class Odd {})() as never })).toThrow("bag.accumulate()");
    expect(() => bag.accumulate(add, { start: 1 } as never)).toThrow("Unknown option `start`");
  });
});
