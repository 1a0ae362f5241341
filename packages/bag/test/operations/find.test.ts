import { once } from "node:events";
import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, partitionsOf } from "../keyed.ts";
import { counted, isOptimised, rejectionOf, runs, sync } from "../schedulers.ts";

describe.each(runs)("bag.find with %o", (run) => {
  it("finds the first element for which the function holds, or nothing", async () => {
    const bag = Bag.range(100, { npartitions: 40 });
    expect(await bag.find((x) => x > 50).compute(run)).toBe(51);
    expect(await bag.find((x) => Promise.resolve(x === 0)).compute(run)).toBe(0);
    expect(await bag.find((x) => x > 100).compute(run)).toBe(undefined);
    expect(
      await Bag.fromSequence<unknown>([1, null, 2])
        .find((x) => x === null)
        .compute(run),
    ).toBe(null);
  });

  it("finds what arrays find, on any partitioning, with functions that are asynchronous now and then", async () => {
    const elements = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(undefined, null, NaN, ""));
    await fc.assert(
      fc.asyncProperty(partitionsOf(elements), elements, async (partitions, sought) => {
        const bag = bagOf(partitions);
        const is = (x: unknown): boolean => Object.is(x, sought);
        const sometimes = (x: unknown): unknown => (typeof x === "number" ? Promise.resolve(is(x)) : is(x));
        const expected = partitions.flat().find(is);
        expect(await bag.find(is).compute(run)).toBe(expected);
        expect(await bag.find(sometimes).compute(run)).toBe(expected);
        const inner = bag.filter((x) => x !== 5).find((x) => Number(x) > 3);
        expect(await inner.compute(run)).toBe(partitions.flat().find((x) => x !== 5 && Number(x) > 3));
      }),
      cases(40),
    );
  });

  it("names the element at which the function fails", async () => {
    const bag = Bag.range(8, { npartitions: 2 }).filter((x) => x !== 4);
    const failing = bag.find((x) => {
      if (x === 6) throw new RangeError("six");
      return false;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "find",
      partition: 1,
      index: 1,
      cause: { message: "six" },
    });
  });

  it("looks at no partition after those that are worked on at once", async () => {
    const seen = counted((x: number) => x >= 5);
    const bag = Bag.range(1000, { npartitions: 1000 });
    expect(await bag.find(seen.fn).compute(run)).toBe(5);
    // All that may be under way at the same time: 32 tasks by the scheduler that has most.
    expect(seen.calls).toBeLessThanOrEqual(32);
  });
});

describe("bag.find", () => {
  it("looks at one partition, then two, then four, where one is worked on at a time", async () => {
    const seen = counted((x: number) => x === 12);
    expect(await Bag.range(100, { npartitions: 10 }).find(seen.fn).compute(sync)).toBe(12);
    expect(seen.calls).toBe(isOptimised(sync) ? 10 + 3 + 10 : 30);
  });

  it("finds the first of several in the order of the bag, whichever is found first", async () => {
    const found = new EventTarget();
    const wait = once(found, "third");
    const slow = async (x: number): Promise<boolean> => {
      if (x === 3) found.dispatchEvent(new Event("third"));
      if (x === 1) await wait;
      return x === 1 || x === 3;
    };
    const bag = Bag.range(8, { npartitions: 8 });
    expect(await bag.find(slow).compute({ scheduler: "async" })).toBe(1);
  });

  it("refuses what is no function", () => {
    expect(() => Bag.range(1).find(1 as never)).toThrow(
      "bag.find(): Expected `predicate` to be a function, got 1.",
    );
  });
});
