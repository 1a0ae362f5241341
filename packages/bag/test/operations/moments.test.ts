import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs, sync } from "../schedulers.ts";

const large = Bag.fromSequence([1e9, 1e9 + 1, 1e9 + 2], { npartitions: 2 });
const few = Bag.range(20, { npartitions: 20 }).filter((x) => x % 7 === 2);

describe.each(runs)("bag.mean, variance and std with %o", (run) => {
  it("give what the textbook says, however large the numbers are", async () => {
    expect(await large.mean().compute(run)).toBe(1e9 + 1);
    expect(await large.variance().compute(run)).toBe(2 / 3);
    expect(await large.variance({ ddof: 1 }).compute(run)).toBe(1);
    expect(await large.std({ ddof: 1 }).compute(run)).toBe(1);
    expect(await large.std().compute(run)).toBe(Math.sqrt(2 / 3));
  });

  it("reduce bags in which most partitions are empty", async () => {
    expect(await few.compute(run)).toEqual([2, 9, 16]);
    expect(await few.mean().compute(run)).toBe(9);
    expect(await few.variance({ splitEvery: 2 }).compute(run)).toBe(98 / 3);
  });

  it("do not vary where there is only one number", async () => {
    expect(await Bag.fromSequence([7]).variance().compute(run)).toBe(0);
    expect(await Bag.fromSequence([7]).mean().compute(run)).toBe(7);
  });

  it("say that there are no elements", async () => {
    const empty = few.filter(() => false);
    const message = (noun: string) => ({
      cause: { name: "RangeError", message: `The bag has no elements, so they have no ${noun}.` },
    });
    expect(await rejectionOf(empty.mean().compute(run))).toMatchObject({
      operation: "mean",
      ...message("mean"),
    });
    expect(await rejectionOf(empty.variance().compute(run))).toMatchObject({
      operation: "variance",
      ...message("variance"),
    });
    expect(await rejectionOf(empty.std().compute(run))).toMatchObject({
      operation: "std",
      ...message("standard deviation"),
    });
  });

  it("say when there are no more elements than ddof", async () => {
    expect(await rejectionOf(few.variance({ ddof: 3 }).compute(run))).toMatchObject({
      operation: "variance",
      cause: {
        name: "RangeError",
        message: "Expected more elements than `ddof`, which is 3, got 3.",
      },
    });
    expect(await few.variance({ ddof: 2 }).compute(run)).toBe(98);
  });

  it("name the element that is no number", async () => {
    const bag = Bag.fromSequence([1, 2, 3n as never], { npartitions: 1 });
    expect(await rejectionOf(bag.std().compute(run))).toMatchObject({
      operation: "std",
      index: 2,
      cause: { message: "Expected the elements to be numbers, got 3n." },
    });
  });

  it("go on with what is not finite as arithmetic does", async () => {
    const infinite = Bag.fromSequence([1, Infinity, 2]);
    expect(await infinite.mean().compute(run)).toBe(Infinity);
    expect(await infinite.variance().compute(run)).toBe(NaN);
    expect(await Bag.fromSequence([Infinity]).variance().compute(run)).toBe(NaN);
    expect(await Bag.fromSequence([Infinity, -Infinity]).mean().compute(run)).toBe(NaN);
    expect(await Bag.fromSequence([1, NaN]).std().compute(run)).toBe(NaN);
  });
});

describe("bag.mean, variance and std", () => {
  it.each([-1, 0.5, NaN, "1", null])("refuse %s as ddof", (ddof) => {
    expect(() => large.variance({ ddof: ddof as number })).toThrow(
      /^bag\.variance\(\): Expected `ddof` to be a whole number from 0 up, got /,
    );
    expect(() => large.std({ ddof: ddof as number })).toThrow(/^bag\.std\(\): Expected `ddof` /);
  });

  it("refuse unknown and invalid options", () => {
    expect(() => large.std({ dof: 1 } as never)).toThrow("Did you mean `ddof`?");
    expect(() => large.mean({ ddof: 1 } as never)).toThrow("bag.mean(): ");
    expect(() => large.mean({ splitEvery: 1 })).toThrow("bag.mean(): Expected `splitEvery` to be false or");
  });
});

// Multiples of 1/1024 up to 2^40: sums of their squares are exact as bigints.
const scale = 1024;
const numbers = fc
  .tuple(
    fc.constantFrom(0, 1e6, -1e9),
    fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 }),
  )
  .map(([offset, list]) => list.map((x) => offset + x / scale));
const npartitions = fc.integer({ min: 1, max: 40 });
const splitEvery = fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constant(false as const));

/** Mean and variance in exact arithmetic, rounded in the end. */
function exactly(list: readonly number[]): { mean: number; variance: number } {
  const [n, scaled] = [BigInt(list.length), list.map((x) => BigInt(x * scale))];
  const sum = scaled.reduce((a, b) => a + b, 0n);
  const squares = scaled.reduce((a, b) => a + b * b, 0n);
  return {
    mean: Number(sum) / scale / list.length,
    variance: Number(n * squares - sum * sum) / (scale * list.length) ** 2,
  };
}

describe("laws of moments", () => {
  it("are those of exact arithmetic, but for the last bits", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, npartitions, splitEvery, async (list, npartitions, splitEvery) => {
        const bag = Bag.fromSequence(list, { npartitions });
        const exact = exactly(list);
        const mean = await bag.mean({ splitEvery }).compute(sync);
        expect(Math.abs(mean - exact.mean)).toBeLessThanOrEqual(1e-15 * Math.abs(exact.mean));
        const variance = await bag.variance({ splitEvery }).compute(sync);
        // A relative error of a few units in the last place times the condition number of the problem.
        const condition = Math.sqrt(1 + exact.mean ** 2 / (exact.variance || 1));
        expect(Math.abs(variance - exact.variance)).toBeLessThanOrEqual(
          1e-15 * list.length * condition * exact.variance,
        );
      }),
    );
  });

  it("hold to the last bit, whatever runs them", async () => {
    const floats = fc.array(fc.double({ noDefaultInfinity: true }), { minLength: 1, maxLength: 700 });
    await fc.assert(
      fc.asyncProperty(floats, npartitions, async (list, npartitions) => {
        const bag = Bag.fromSequence(list, { npartitions });
        for (const item of [bag.mean(), bag.variance()]) {
          const results = await Promise.all(runs.map((options) => item.compute(options)));
          expect(results.every((result) => Object.is(result, results[0]))).toBe(true);
        }
      }),
    );
  });
});
