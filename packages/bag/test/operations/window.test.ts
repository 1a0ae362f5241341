import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs } from "../schedulers.ts";

function windows<T>(array: readonly T[], size: number, step: number): T[][] {
  const all: T[][] = [];
  for (let start = 0; start + size <= array.length; start += step) all.push(array.slice(start, start + size));
  return all;
}

describe.each(runs)("bag.window with %o", (run) => {
  const bag = Bag.range(6, { npartitions: 1 });

  it("makes arrays of each element and those after it, within each partition", async () => {
    expect(await bag.window(4).compute(run)).toEqual([
      [0, 1, 2, 3],
      [1, 2, 3, 4],
      [2, 3, 4, 5],
    ]);
    expect(await Bag.range(6, { npartitions: 2 }).window(2).compute(run)).toEqual([
      [0, 1],
      [1, 2],
      [3, 4],
      [4, 5],
    ]);
    expect(await bag.window(1).compute(run)).toEqual([[0], [1], [2], [3], [4], [5]]);
  });

  it("begins every so many elements, with and without gaps", async () => {
    expect(await bag.window(3, { step: 2 }).compute(run)).toEqual([
      [0, 1, 2],
      [2, 3, 4],
    ]);
    expect(await bag.window(3, { step: 3 }).compute(run)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(await bag.window(2, { step: 4 }).compute(run)).toEqual([
      [0, 1],
      [4, 5],
    ]);
    expect(await bag.window(2, { step: 100 }).compute(run)).toEqual([[0, 1]]);
  });

  it("makes nothing of partitions with fewer elements", async () => {
    expect(await bag.window(7).compute(run)).toEqual([]);
    expect(await Bag.fromSequence([]).window(1).compute(run)).toEqual([]);
  });

  it("makes arrays of their own, that functions may change", async () => {
    const changed = bag.window(2).map((pair) => {
      pair.push(pair.shift()!);
      return pair;
    });
    expect(await changed.take(2).compute(run)).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  it("goes on to asynchronous functions, and names the window that fails", async () => {
    const sums = bag.window(2).starmap((a, b) => Promise.resolve(a + b));
    expect(await sums.compute(run)).toEqual([1, 3, 5, 7, 9]);
    const failing = bag.window(2).map(([a]) => {
      if (a === 3) throw new RangeError("three");
      return a;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({ operation: "map", index: 3 });
  });
});

describe("bag.window", () => {
  it("cuts each partition as plain array code does", async () => {
    const small = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        small,
        small,
        async (array, partitionSize, size, step) => {
          const bag = Bag.fromSequence(array, { partitionSize });
          const parts = Array.from({ length: Math.ceil(array.length / partitionSize) }, (_, i) =>
            array.slice(i * partitionSize, (i + 1) * partitionSize),
          );
          expect(await bag.window(size, { step }).compute(anyhow)).toEqual(
            parts.flatMap((part) => windows(part, size, step)),
          );
        },
      ),
    );
  });

  it("refuses sizes and steps that are none, and unknown options", () => {
    const bag = Bag.range(5);
    expect(() => bag.window(0)).toThrow(
      "bag.window(): Expected `size` to be a whole number from 1 up, got 0.",
    );
    expect(() => bag.window(2, { step: 0 })).toThrow(
      "bag.window(): Expected `step` to be a whole number from 1 up, got 0.",
    );
    expect(() => bag.window(2, { stepp: 1 } as never)).toThrow("Did you mean `step`?");
  });
});
