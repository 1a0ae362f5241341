import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs, sync } from "../schedulers.ts";

describe.each(runs)("bag.randomSample with %o", (run) => {
  it("keeps about as many elements as the probability says, in order", async () => {
    const sample = await Bag.range(10_000, { npartitions: 10 }).randomSample(0.3, 1).compute(run);
    expect(sample.length).toBeGreaterThan(2800);
    expect(sample.length).toBeLessThan(3200);
    expect(sample).toEqual(sample.toSorted((a, b) => a - b));
  });

  it("keeps all or none at the ends of the range", async () => {
    const bag = Bag.range(100, { npartitions: 3 });
    expect(await bag.randomSample(1).count().compute(run)).toBe(100);
    expect(await bag.randomSample(0).count().compute(run)).toBe(0);
    expect(await Bag.fromSequence([]).randomSample(0.5).compute(run)).toEqual([]);
  });

  it("keeps the same elements whatever happens before and after, and where it is appended", async () => {
    const bag = Bag.range(200, { npartitions: 7 });
    const sample = bag.randomSample(0.5, 3);
    const kept = await sample.compute(run);
    expect(await sample.map((x) => x + 1).compute(run)).toEqual(kept.map((x) => x + 1));
    expect(
      await bag
        .map((x) => Promise.resolve(x))
        .randomSample(0.5, 3)
        .compute(run),
    ).toEqual(kept);
    expect(await sample.take(20).compute(run)).toEqual(kept.slice(0, 20));
    const both = Bag.concat([Bag.range(5), sample]);
    expect(await both.map((x) => x).compute(run)).toEqual([0, 1, 2, 3, 4, ...kept]);
  });

  it("draws anew in each partition of appended bags", async () => {
    const bag = Bag.range(100, { npartitions: 1 });
    const sample = await Bag.concat([bag, bag]).randomSample(0.5, 3).compute(run);
    const half = sample.findIndex((x, i) => x < sample[i - 1]!);
    expect(sample.slice(0, half)).not.toEqual(sample.slice(half));
  });
});

describe("bag.randomSample", () => {
  it("is the same on every scheduler, and computed again", async () => {
    const seeds = fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { nil: undefined });
    const probabilities = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 1000 }),
        fc.integer({ min: 1, max: 12 }),
        probabilities,
        seeds,
        async (length, npartitions, probability, seed) => {
          const sample = Bag.range(length, { npartitions }).randomSample(probability, seed);
          const first = await sample.compute(sync);
          for (const run of runs) expect(await sample.compute(run)).toEqual(first);
        },
      ),
    );
  });

  it("chooses a seed of its own where none is given", async () => {
    const bag = Bag.range(1000);
    const samples = await Promise.all([1, 2].map(() => bag.randomSample(0.5).compute(sync)));
    expect(samples[0]).not.toEqual(samples[1]);
  });

  it("refuses what is no probability, and what is no seed", () => {
    const bag = Bag.range(5);
    for (const probability of [-0.1, 1.1, NaN, "0.5", undefined])
      expect(() => bag.randomSample(probability as number)).toThrow(InvalidArgumentError);
    expect(() => bag.randomSample(2)).toThrow(
      "bag.randomSample(): Expected `probability` to be a number from 0 to 1, got 2.",
    );
    expect(() => bag.randomSample(0.5, -1)).toThrow(
      "bag.randomSample(): Expected `seed` to be a whole number from 0 up, got -1.",
    );
  });
});
