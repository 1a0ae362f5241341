import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counted, rejectionOf, runs, sync } from "../schedulers.ts";

const bag = Bag.fromSequence([3, 1, 4, 1, 5, 9, 2, 6], { npartitions: 4 });

describe.each(runs)("bag.histogram with %o", (run) => {
  it("fits ten bins to the elements", async () => {
    expect(await bag.histogram().compute(run)).toEqual({
      edges: [1, 1.8, 2.6, 3.4000000000000004, 4.2, 5, 5.800000000000001, 6.6000000000000005, 7.4, 8.2, 9],
      counts: [2, 1, 1, 1, 0, 1, 1, 0, 0, 1],
    });
  });

  it("puts an element on an edge in the bin that begins there, and in the last on the last edge", async () => {
    const { edges, counts } = await bag.histogram({ bins: 4, range: [1, 5] }).compute(run);
    expect(edges).toEqual([1, 2, 3, 4, 5]);
    expect(counts).toEqual([2, 1, 1, 2]);
  });

  it("counts in bins of any width, and nothing outside of them", async () => {
    expect(await bag.histogram({ bins: [1.5, 4, 4.5, 6] }).compute(run)).toEqual({
      edges: [1.5, 4, 4.5, 6],
      counts: [2, 1, 2],
    });
    expect((await bag.histogram({ bins: [10, 20] }).compute(run)).counts).toEqual([0]);
    expect((await bag.histogram({ bins: [0, 1, 1, 2, 2] }).compute(run)).counts).toEqual([0, 0, 2, 1]);
    expect((await bag.histogram({ bins: [-Infinity, 4, Infinity] }).compute(run)).counts).toEqual([4, 4]);
  });

  it("makes bins around a single number, and from 0 to 1 for no elements", async () => {
    const one = bag.filter((x) => x === 4);
    expect(await one.histogram({ bins: 2 }).compute(run)).toEqual({ edges: [3.5, 4, 4.5], counts: [0, 1] });
    expect(await one.histogram({ bins: 2, range: [4, 4] }).compute(run)).toEqual({
      edges: [3.5, 4, 4.5],
      counts: [0, 1],
    });
    const empty = bag.filter(() => false);
    expect(await empty.histogram({ bins: 2 }).compute(run)).toEqual({ edges: [0, 0.5, 1], counts: [0, 0] });
    expect(await empty.histogram({ bins: [1, 2] }).compute(run)).toEqual({ edges: [1, 2], counts: [0] });
  });

  it("does not count NaN and infinity, and fits no bins to them", async () => {
    const odd = Bag.fromSequence([1, NaN, 2, -Infinity]);
    expect((await odd.histogram({ bins: 1, range: [0, 3] }).compute(run)).counts).toEqual([2]);
    expect(await rejectionOf(odd.histogram().compute(run))).toMatchObject({
      operation: "histogram",
      cause: {
        name: "RangeError",
        message:
          "Expected elements that 10 bins can be fitted to, but they reach from NaN to NaN. Give a `range`.",
      },
    });
    const close = Bag.fromSequence([1, 1 + Number.EPSILON]);
    expect(await rejectionOf(close.histogram().compute(run))).toMatchObject({ operation: "histogram" });
    expect((await close.histogram({ bins: 1 }).compute(run)).counts).toEqual([2]);
  });

  it("names the element that is no number", async () => {
    const words = Bag.fromSequence([1, "2" as never], { npartitions: 1 });
    expect(await rejectionOf(words.histogram({ range: [0, 1] }).compute(run))).toMatchObject({
      operation: "histogram",
      index: 1,
    });
  });
});

describe("bag.histogram", () => {
  it("computes what comes before it once, to fit bins and to count", async () => {
    const square = counted((x: number) => x * x);
    await bag.map(square.fn).histogram({ bins: 3 }).compute(sync);
    expect(square.calls).toBe(8);
  });

  it.each([0, 2.5, "3", [1], [1, NaN], [2, 1], ["a", "b"], new Array(2), {}])(
    "refuses %o as bins",
    (bins) => {
      expect(() => bag.histogram({ bins: bins as number })).toThrow(
        "bag.histogram(): Expected `bins` to be a whole number from 1 up, or an array of at least two numbers in ascending order, got ",
      );
    },
  );

  it.each([3, [1], [1, 2, 3], [2, 1], [0, Infinity], [NaN, 1], new Array(2)])(
    "refuses %o as a range",
    (range) => {
      expect(() => bag.histogram({ range: range as never })).toThrow(
        "bag.histogram(): Expected `range` to be an array of two finite numbers in ascending order, got ",
      );
    },
  );

  it("refuses edges and a range together, more bins than there are numbers, and unknown options", () => {
    expect(() => bag.histogram({ bins: [1, 2], range: [1, 2] })).toThrow("Expected no `range`");
    expect(() => bag.histogram({ bins: 3, range: [1, 1 + Number.EPSILON] })).toThrow(
      "Expected `bins` to be few enough for `range`, got 3 from 1 to 1.0000000000000002.",
    );
    expect(() => bag.histogram({ bins: 1, range: [-1.7e308, 1.7e308] })).toThrow("few enough");
    expect(() => bag.histogram({ bin: 3 } as never)).toThrow("Did you mean `bins`?");
  });

  it("is not changed by what happens to the edges", async () => {
    const edges = [0, 5, 10];
    const item = bag.histogram({ bins: edges });
    edges.fill(0);
    expect((await item.compute(sync)).counts).toEqual([5, 3]);
  });
});

/** Plainly, from the edges. */
function countsOf(list: readonly number[], edges: readonly number[]): number[] {
  const last = edges.length - 2;
  return edges
    .slice(1)
    .map((end, i) => list.filter((x) => x >= edges[i]! && (x < end || (i === last && x === end))).length);
}

describe("laws of histograms", () => {
  // None so close to others that no number is between them, where bins would have to end.
  const numbers = fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map(Math.fround);
  const lists = fc.array(numbers, { maxLength: 400 });
  const cuts = fc.record({
    npartitions: fc.integer({ min: 1, max: 30 }),
    splitEvery: fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constant(false as const)),
  });

  it("are those of counting between edges, however elements are cut and whatever runs it", async () => {
    const bins = fc.oneof(
      fc.record({ bins: fc.integer({ min: 1, max: 50 }) }),
      fc.constant({ bins: 37, range: [-3e5, 7e5] as const }),
      fc
        .array(numbers, { minLength: 2, maxLength: 20 })
        .map((edges) => ({ bins: edges.toSorted((a, b) => a - b) })),
    );
    await fc.assert(
      fc.asyncProperty(lists, bins, cuts, async (list, options, { npartitions, splitEvery }) => {
        // Elements that tend to be on edges.
        const elements = [...list, ...(typeof options.bins === "object" ? options.bins : [])];
        const item = Bag.fromSequence(elements, { npartitions }).histogram({ ...options, splitEvery });
        const results = await Promise.all(runs.map((run) => item.compute(run)));
        const [{ edges, counts }] = results as [{ edges: number[]; counts: number[] }];
        expect(counts).toEqual(countsOf(elements, edges));
        for (const result of results) expect(result).toStrictEqual(results[0]);
      }),
    );
  });
});
