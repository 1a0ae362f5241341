import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { rejectionOf, runs, sync } from "../schedulers.ts";

const bag = Bag.fromSequence([8, 1, 4, 2], { npartitions: 4 });
const many = Bag.range(20_001, { npartitions: 20 }).map((x) => (x * 7919) % 20_001);

describe.each(runs)("bag.quantile with %o", (run) => {
  it("interpolates between the two elements next to it, as numpy does", async () => {
    expect(await bag.quantile(0.5).compute(run)).toBe(3);
    expect(await bag.quantile([0, 0.1, 0.75, 1]).compute(run)).toEqual([1, 1.3, 5, 8]);
    expect(await bag.quantile([]).compute(run)).toEqual([]);
  });

  it("is the element where there is only one", async () => {
    const few = bag.filter((x) => x === 4);
    expect(await few.quantile([0, 0.3, 1]).compute(run)).toEqual([4, 4, 4]);
  });

  it("keeps close to the truth, and to both ends exactly, where elements are many", async () => {
    const [min, low, median, high, max] = await many.quantile([0, 0.001, 0.5, 0.9, 1]).compute(run);
    expect([min, max]).toEqual([0, 20_000]);
    expect(Math.abs(low! - 20)).toBeLessThan(4);
    expect(Math.abs(median! - 10_000)).toBeLessThan(100);
    expect(Math.abs(high! - 18_000)).toBeLessThan(60);
  });

  it("is NaN once an element is", async () => {
    expect(await Bag.fromSequence([1, NaN, 2]).quantile([0, 1]).compute(run)).toEqual([NaN, NaN]);
    const withNaN = many.map((x) => (x === 7 ? NaN : x));
    expect(await withNaN.quantile([0, 0.5, 1]).compute(run)).toEqual([NaN, NaN, NaN]);
    expect(await withNaN.remove(Number.isNaN).quantile(0).compute(run)).toBe(0);
  });

  it("knows infinity", async () => {
    const infinite = Bag.fromSequence([-Infinity, 1, 2, Infinity]);
    expect(await infinite.quantile([0, 1 / 3, 0.5, 0.9, 1]).compute(run)).toEqual([
      -Infinity,
      1,
      1.5,
      Infinity,
      Infinity,
    ]);
    const half = many.map((x) => (x < 10_000 ? -Infinity : x));
    expect(await half.quantile([0.4, 0.75]).compute(run)).toEqual([-Infinity, expect.closeTo(15_000, -2)]);
  });

  it("says that there are no elements, and which one is no number", async () => {
    expect(
      await rejectionOf(
        bag
          .filter(() => false)
          .quantile(0.5)
          .compute(run),
      ),
    ).toMatchObject({
      operation: "quantile",
      cause: { name: "RangeError", message: "The bag has no elements, so they have no quantiles." },
    });
    const words = Bag.fromSequence([1, "2" as never], { npartitions: 1 });
    expect(await rejectionOf(words.quantile(0.5).compute(run))).toMatchObject({ index: 1 });
  });
});

describe("bag.quantile", () => {
  it.each([-0.1, 1.5, NaN, "0.5", undefined, [0.5, 2], new Array(1)])("refuses %o", (q) => {
    expect(() => bag.quantile(q as number)).toThrow(
      "bag.quantile(): Expected `q` to be a number from 0 to 1, or an array of such numbers, got ",
    );
  });

  it("refuses unknown options, and is not changed by what happens to the array", async () => {
    expect(() => bag.quantile(0.5, { method: "linear" } as never)).toThrow("bag.quantile(): ");
    const places = [0, 1];
    const item = bag.quantile(places);
    places.pop();
    expect(await item.compute(sync)).toEqual([1, 8]);
  });
});

describe.each(runs)("bag.describe with %o", (run) => {
  it("tells number, mean, deviation and quartiles", async () => {
    expect(await bag.describe().compute(run)).toEqual({
      count: 4,
      mean: 3.75,
      std: Math.sqrt(7.1875),
      min: 1,
      q25: 1.75,
      median: 3,
      q75: 5,
      max: 8,
    });
    expect((await bag.describe({ ddof: 1 }).compute(run)).std).toBe(Math.sqrt(28.75 / 3));
  });

  it("says the same as its parts, where elements are many", async () => {
    const { count, mean, std, min, q25, median, q75, max } = await many.describe().compute(run);
    expect(count).toBe(20_001);
    expect(mean).toBe(await many.mean().compute(run));
    expect(std).toBe(await many.std().compute(run));
    expect([min, q25, median, q75, max]).toEqual(await many.quantile([0, 0.25, 0.5, 0.75, 1]).compute(run));
  });

  it("counts NaN, and is otherwise NaN because of it", async () => {
    const { count, ...rest } = await Bag.fromSequence([1, NaN]).describe().compute(run);
    expect(count).toBe(2);
    expect(new Set(Object.values(rest))).toEqual(new Set([NaN]));
  });

  it("says that there are no elements, or not more than ddof", async () => {
    expect(
      await rejectionOf(
        bag
          .filter(() => false)
          .describe()
          .compute(run),
      ),
    ).toMatchObject({
      operation: "describe",
      cause: { message: "The bag has no elements, so there is nothing to describe." },
    });
    expect(await rejectionOf(bag.describe({ ddof: 4 }).compute(run))).toMatchObject({
      operation: "describe",
      cause: { message: "Expected more elements than `ddof`, which is 4, got 4." },
    });
    expect(() => bag.describe({ ddof: -1 })).toThrow("bag.describe(): Expected `ddof`");
  });
});

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });
const npartitions = fc.integer({ min: 1, max: 30 });
const splitEvery = fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constant(false as const));

/** Plainly as numpy has it. */
function quantileOf(list: readonly number[], place: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  const rank = place * (sorted.length - 1);
  const [a, b, share] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!, rank % 1];
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
}

/** By how large a share of all elements a number is at another place than it should be. */
function misplacement(sorted: readonly number[], place: number, x: number): number {
  const rank = place * (sorted.length - 1);
  const [first, next] = [sorted.findIndex((y) => y >= x), sorted.findIndex((y) => y > x)];
  const end = next === -1 ? sorted.length : next;
  return Math.max(0, first - rank, rank - end) / sorted.length;
}

describe("laws of quantiles", () => {
  it("are those of numpy for few elements, however they are cut", async () => {
    // Without -0, of which plain arithmetic makes 0.
    const numbers = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => x + 0);
    const lists = fc.array(numbers, { minLength: 1, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        lists,
        places,
        npartitions,
        splitEvery,
        async (list, places, npartitions, splitEvery) => {
          const item = Bag.fromSequence(list, { npartitions }).quantile(places, { splitEvery });
          expect(await item.compute(sync)).toEqual(places.map((place) => quantileOf(list, place)));
        },
      ),
    );
  });

  it("bound how far those of many elements are misplaced", async () => {
    const shapes = fc.constantFrom<((x: number) => number)[]>(
      (x) => x,
      (x) => -Math.log(1 - x),
      (x) => 1 / (x - 0.5),
      (x) => Math.floor(x * 40),
      (x) => Math.sign(x - 0.3),
    );
    const orders = fc.constantFrom<((list: number[]) => number[])[]>(
      (list) => list,
      (list) => list.toSorted((a, b) => a - b),
      (list) => list.toSorted((a, b) => b - a),
    );
    await fc.assert(
      fc.asyncProperty(
        shapes,
        orders,
        fc.tuple(places, npartitions, splitEvery),
        async (shape, order, [places, npartitions, splitEvery]) => {
          const list = order(Array.from({ length: 30_000 }, (_, i) => shape((i * 0.6180339887) % 1)));
          const item = Bag.fromSequence(list, { npartitions }).quantile(places, { splitEvery });
          const sorted = list.toSorted((a, b) => a - b);
          for (const [i, x] of (await item.compute(sync)).entries()) {
            const place = places[i]!;
            const bound = 0.01 * Math.sqrt(place * (1 - place)) + 2 / list.length;
            expect(misplacement(sorted, place, x)).toBeLessThanOrEqual(bound);
          }
        },
      ),
      cases(40),
    );
  });

  it("hold to the last bit, whatever runs them", async () => {
    const lists = fc.array(fc.double(), { minLength: 1, maxLength: 700 });
    await fc.assert(
      fc.asyncProperty(lists, npartitions, async (list, npartitions) => {
        const item = Bag.fromSequence(list, { npartitions }).describe();
        const results = await Promise.all(runs.map((options) => item.compute(options)));
        for (const result of results) expect(result).toStrictEqual(results[0]);
      }),
    );
    const inOne = Bag.range(30_000, { npartitions: 1 }).map((x) => Math.sin(x));
    for (const item of [many.describe(), inOne.describe()]) {
      const results = await Promise.all(runs.map((options) => item.compute(options)));
      for (const result of results) expect(result).toStrictEqual(results[0]);
    }
  });
});
