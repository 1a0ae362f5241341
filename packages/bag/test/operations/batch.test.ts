import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyhow, counted, isOptimised, rejectionOf, runs } from "../schedulers.ts";

function chunk<T>(array: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, i) =>
    array.slice(i * size, (i + 1) * size),
  );
}

describe.each(runs)("bag.batch with %o", (run) => {
  it("puts neighbours into arrays, the last of each partition perhaps shorter", async () => {
    const bag = Bag.range(9, { npartitions: 2 }); // 5 and 4
    expect(await bag.batch(2).compute(run)).toEqual([[0, 1], [2, 3], [4], [5, 6], [7, 8]]);
    expect(await bag.batch(1).count().compute(run)).toBe(9);
    expect(await bag.batch(100).compute(run)).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it("makes nothing of empty partitions", async () => {
    const bag = Bag.range(6, { npartitions: 3 }).filter((x) => x < 2);
    expect(await bag.batch(4).compute(run)).toEqual([[0, 1]]);
    expect(await Bag.fromSequence([]).batch(2).compute(run)).toEqual([]);
  });

  it("hands the last array on to all that comes after, be it asynchronous", async () => {
    const bag = Bag.range(5, { npartitions: 1 }).batch(2);
    const later = bag.map((xs) => Promise.resolve(xs.length)).filter((n) => Promise.resolve(n > 0));
    expect(await later.compute(run)).toEqual([2, 2, 1]);
    expect(await later.flatMap((n) => Promise.resolve([n, -n])).compute(run)).toEqual([2, -2, 2, -2, 1, -1]);
    expect(await later.fold((a, b) => Promise.resolve(a + b)).compute(run)).toBe(5);
    expect(await bag.map((xs) => Promise.resolve(xs), { concurrency: 3 }).compute(run)).toEqual([
      [0, 1],
      [2, 3],
      [4],
    ]);
  });

  it("puts batches into batches, and takes them apart", async () => {
    const bag = Bag.range(7, { npartitions: 1 }).batch(2).batch(3);
    expect(await bag.compute(run)).toEqual([
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      [[6]],
    ]);
    expect(await bag.flatten().flatten().batch(4).compute(run)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it("goes along in lockstep", async () => {
    const pairs = Bag.range(5, { npartitions: 1 })
      .batch(2)
      .zip(Bag.fromSequence("abc", { npartitions: 1 }));
    expect(await pairs.compute(run)).toEqual([
      [[0, 1], "a"],
      [[2, 3], "b"],
      [[4], "c"],
    ]);
    const short = Bag.range(5, { npartitions: 1 })
      .batch(2)
      .zip(Bag.range(2, { npartitions: 1 }));
    expect(await rejectionOf(short.compute(run))).toMatchObject({ operation: "zip" });
  });

  it("reads no more than is wanted, and then makes no array of what is left", async () => {
    const slow = counted((x: number) => x);
    const seen = counted((xs: number[]) => xs);
    const bag = Bag.range(10, { npartitions: 1 }).map(slow.fn).batch(2).map(seen.fn);
    expect(await bag.take(2).compute(run)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect([slow.calls, seen.calls]).toEqual(isOptimised(run) ? [4, 2] : [10, 5]);
  });

  it("names the partition when a function fails on the last array", async () => {
    const bag = Bag.range(3, { npartitions: 1 })
      .batch(2)
      .map((xs) => {
        if (xs.length === 1) throw new RangeError("short");
        return xs;
      });
    expect(await rejectionOf(bag.compute(run))).toMatchObject({ operation: "map", partition: 0, index: 1 });
  });
});

describe("bag.batch", () => {
  it("cuts each partition as plain array code does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        async (array, partitionSize, size) => {
          const batches = await Bag.fromSequence(array, { partitionSize }).batch(size).compute(anyhow);
          expect(batches).toEqual(chunk(array, partitionSize).flatMap((part) => chunk(part, size)));
        },
      ),
    );
  });

  it.each([0, -1, 1.5, "2", undefined])("refuses arrays of %s", (size) => {
    expect(() => Bag.range(5).batch(size as number)).toThrow(
      /^bag\.batch\(\): Expected `size` to be a whole number from 1 up, got /,
    );
  });
});
