import { Bag } from "@holdall/bag";
import { delayed, InvalidArgumentError, TaskError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, counted, rejectionOf, runs } from "../schedulers.ts";

describe("bag.map", () => {
  const bag = Bag.range(5, { npartitions: 2 });

  it.each(runs)("calls the function with the element alone with %o", async (run) => {
    expect(await bag.map((...all: unknown[]) => all).compute(run)).toEqual([[0], [1], [2], [3], [4]]);
  });

  it.each(runs)("awaits asynchronous functions and keeps the order with %o", async (run) => {
    const mixed = bag.map((x) => (x % 2 === 0 ? Promise.resolve(x) : -x));
    expect(await mixed.compute(run)).toEqual([0, -1, 2, -3, 4]);
    expect(await mixed.map((x) => Promise.resolve(x * 2)).compute(run)).toEqual([0, -2, 4, -6, 8]);
  });

  it("works on one element of a partition at a time", async () => {
    let running = 0;
    let most = 0;
    const one = Bag.range(5, { npartitions: 1 }).map(async (x) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
      return x;
    });
    await one.compute({ scheduler: "async" });
    expect(most).toBe(1);
  });

  it.each(runs)("hands data arguments to every call with %o", async (run) => {
    expect(await bag.map((x, y, z) => [x, y, z], 7, "a").compute(run)).toEqual(
      [0, 1, 2, 3, 4].map((x) => [x, 7, "a"]),
    );
  });

  it.each(runs)("goes along with other bags in lockstep with %o", async (run) => {
    const squares = bag.map((x) => x * x);
    expect(await bag.map((x, y, factor, z) => (x + y) * factor + z, squares, 10, bag).compute(run)).toEqual([
      0, 21, 62, 123, 204,
    ]);
    expect(await Bag.map((a, b) => [a, b], bag, squares).compute(run)).toEqual(
      [0, 1, 2, 3, 4].map((x) => [x, x * x]),
    );
  });

  it.each(runs)("computes items and delayeds once for all calls with %o", async (run) => {
    const load = counted(() => 100);
    const total = counted((x: number) => x);
    const result = bag.map((x, sum, loaded) => x + sum + loaded, bag.map(total.fn).sum(), delayed(load.fn)());
    expect(await result.compute(run)).toEqual([110, 111, 112, 113, 114]);
    expect(load.calls).toBe(1);
    expect(total.calls).toBe(5);
  });

  it.each(runs)("hands a concatenated item to every call with %o", async (run) => {
    const joined = Bag.fromSequence([[1], [2, 3]]).concatenate();
    expect(await bag.map((x, all) => all.length + x, joined).compute(run)).toEqual([3, 4, 5, 6, 7]);
  });

  it.each(runs)("goes along with what is left after a filter with %o", async (run) => {
    const even = Bag.range(6, { npartitions: 2 }).filter((x) => x % 2 === 0);
    const letters = Bag.fromSequence(["a", "b", "c"], { npartitions: 2 });
    expect(await even.map((x, letter) => `${x}${letter}`, letters).compute(run)).toEqual(["0a", "2b", "4c"]);
  });

  it.each(runs)("makes an array of what a generator yields with %o", async (run) => {
    const counts = bag.map(function* (x) {
      for (let i = 0; i < x; i++) yield i;
    });
    expect(await counts.take(3).compute(run)).toEqual([[], [0], [0, 1]]);
    function* generate(x: number): Generator<number> {
      yield x + 1;
    }
    expect(
      await bag
        .map((x) => generate(x))
        .take(1)
        .compute(run),
    ).toEqual([[1]]);
    expect(
      await bag
        .map((x) => Promise.resolve(generate(x)))
        .take(1)
        .compute(run),
    ).toEqual([[1]]);
    const later = bag.map(async function* (x) {
      yield await Promise.resolve(x);
    });
    expect(await later.take(2).compute(run)).toEqual([[0], [1]]);
  });

  it("gives one output per input, whatever the function returns", async () => {
    const values = [undefined, null, NaN, [], { done: true, value: 1 }];
    expect(
      await Bag.range(5)
        .map((x) => values[x])
        .compute(anyhow),
    ).toEqual(values);
  });

  it.each(runs)("names operation, partition and element, and keeps the error, with %o", async (run) => {
    const original = new RangeError("not three");
    for (const fail of [
      (x: number) => {
        if (x === 4) throw original;
        return x;
      },
      (x: number) => (x === 4 ? Promise.reject(original) : x),
    ]) {
      const error = await rejectionOf(
        bag
          .filter((x) => x !== 3)
          .map(fail)
          .compute(run),
      );
      expect(error).toBeInstanceOf(TaskError);
      // It is the first element that reaches `map`, whatever there was before the filter.
      expect(error).toMatchObject({ operation: "map", partition: 1, index: 0, cause: original });
    }
  });

  it.each(runs)("refuses partitions of different lengths, by one or more, with %o", async (run) => {
    const five = Bag.range(5, { npartitions: 1 });
    for (const length of [0, 3, 4, 6, 9]) {
      const other = Bag.range(length, { npartitions: 1 });
      const error = await rejectionOf(five.map((x, y) => x + y, other).compute(run));
      expect(error).toMatchObject({ operation: "map", partition: 0, cause: { name: "RangeError" } });
      expect((error as TaskError).message).toContain(`argument 1 has ${length} elements`);
    }
  });

  it("refuses bags of other numbers of partitions at the call", () => {
    expect(() => bag.map((x, y) => x + y, 1, Bag.range(5))).toThrow(
      "bag.map(): Expected all bags to have the same number of partitions, but the first has 2 and argument 2 has 5.",
    );
    expect(() => Bag.map((a, b) => a + b, bag, Bag.range(3))).toThrow(InvalidArgumentError);
  });

  it("refuses what is no function, and a static map without bags", () => {
    expect(() => bag.map(3 as never)).toThrow("bag.map(): Expected `fn` to be a function, got 3.");
    expect(() => (Bag.map as (fn: unknown) => unknown)(Math.abs)).toThrow(
      "Bag.map(): Expected at least one Bag after the function, got nothing.",
    );
    expect(() => Bag.map((x) => x, [1] as never)).toThrow("got an array of 1.");
  });
});
