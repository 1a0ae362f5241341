import { Bag, random } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { rejectionOf, runs, sync } from "./schedulers.ts";

const bag = Bag.range(100, { npartitions: 7 });
const empty = bag.filter(() => false);
const draws = { sample: random.sample, choices: random.choices };

describe.each(runs)("random.sample with %o", (run) => {
  it("draws different elements of the bag, in one partition", async () => {
    const drawn = random.sample(bag, 20, { seed: 1 });
    expect(drawn.npartitions).toBe(1);
    const elements = await drawn.compute(run);
    expect(new Set(elements).size).toBe(20);
    expect(elements.every((x) => x >= 0 && x < 100)).toBe(true);
  });

  it("draws all there are, and equal ones as often as they occur", async () => {
    expect((await random.sample(bag, 100).compute(run)).toSorted((a, b) => a - b)).toEqual(
      await bag.compute(run),
    );
    expect((await random.sample(Bag.fromSequence("abca"), 4).compute(run)).toSorted()).toEqual([
      "a",
      "a",
      "b",
      "c",
    ]);
  });

  it("draws nothing where nothing is wanted, of no elements too", async () => {
    expect(await random.sample(bag, 0).compute(run)).toEqual([]);
    expect(await random.sample(empty, 0).compute(run)).toEqual([]);
  });

  it("says that there are too few elements", async () => {
    expect(await rejectionOf(random.sample(bag, 101).compute(run))).toMatchObject({
      operation: "sample",
      cause: {
        name: "RangeError",
        message: "Expected at least 101 elements to take a sample of as many, got 100.",
      },
    });
    expect(await rejectionOf(random.sample(empty, 1).compute(run))).toMatchObject({ operation: "sample" });
  });

  it("goes on like any other bag", async () => {
    const drawn = random.sample(bag, 5, { seed: 3 });
    expect(await drawn.map((x) => -x).compute(run)).toEqual((await drawn.compute(run)).map((x) => -x));
    expect(await random.sample(drawn, 5).count().compute(run)).toBe(5);
  });
});

describe.each(runs)("random.choices with %o", (run) => {
  it("draws as many elements as are wanted, one more than once", async () => {
    const drawn = random.choices(bag, 1000, { seed: 1 });
    expect(drawn.npartitions).toBe(1);
    const elements = await drawn.compute(run);
    expect(elements).toHaveLength(1000);
    expect(new Set(elements).size).toBe(100);
    expect(await random.choices(Bag.fromSequence(["only"]), 3).compute(run)).toEqual([
      "only",
      "only",
      "only",
    ]);
  });

  it("draws nothing where nothing is wanted, and says that there is nothing to choose from", async () => {
    expect(await random.choices(bag, 0).compute(run)).toEqual([]);
    expect(await random.choices(empty, 0).compute(run)).toEqual([]);
    expect(await rejectionOf(random.choices(empty, 2).compute(run))).toMatchObject({
      operation: "choices",
      cause: { name: "RangeError", message: "Expected elements to choose 2 from, but the bag has none." },
    });
  });
});

describe.each(Object.entries(draws))("random.%s", (name, draw) => {
  it("draws the same on every scheduler, in steps of any size, again and again", async () => {
    const settings = fc.record({
      length: fc.integer({ min: 10, max: 900 }),
      npartitions: fc.integer({ min: 1, max: 30 }),
      size: fc.nat({ max: 10 }),
      seed: fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { nil: undefined }),
      splitEvery: fc.constantFrom(2, 3, false as const),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ length, npartitions, size, seed, splitEvery }) => {
        const numbers = Bag.range(length, { npartitions });
        const drawn = draw(numbers, size, { seed, splitEvery });
        const first = await drawn.compute(sync);
        expect(first).toHaveLength(size);
        for (const run of runs) expect(await drawn.compute(run)).toEqual(first);
        if (seed !== undefined) expect(await draw(numbers, size, { seed }).compute(sync)).toEqual(first);
      }),
    );
  });

  it("draws the same of appended bags, whether they are appended first or last", async () => {
    const both = Bag.concat([bag.map((x) => -x), empty, bag]).filter((x) => x % 3 !== 0);
    const drawn = draw(both, 10, { seed: 2 });
    const first = await drawn.compute(sync);
    expect(await drawn.compute({ ...sync, optimize: { pushThroughConcat: false } })).toEqual(first);
  });

  it("chooses a seed of its own where none is given", async () => {
    const [one, other] = await Promise.all([1, 2].map(() => draw(bag, 20).compute(sync)));
    expect(one).not.toEqual(other);
  });

  it("refuses what is no bag, no number of elements, no seed and no option", () => {
    const where = `random.${name}(): `;
    expect(() => draw([1, 2] as never, 1)).toThrow(`${where}Expected \`bag\` to be a Bag, got `);
    for (const k of [-1, 1.5, NaN, "3", undefined]) {
      expect(() => draw(bag, k as number)).toThrow(`${where}Expected \`k\` to be a whole number from 0 up`);
    }
    expect(() => draw(bag, 1, { seed: -1 })).toThrow(`${where}Expected \`seed\` to be a whole number from 0`);
    expect(() => draw(bag, 1, { splitEvery: 1 })).toThrow(InvalidArgumentError);
    expect(() => draw(bag, 1, { sead: 1 } as never)).toThrow("Did you mean `seed`?");
  });
});

/** How far counts are from what is expected of equally likely outcomes. */
function chiSquare(outcomes: readonly unknown[], kinds: number): number {
  const counts = new Map<unknown, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const expected = outcomes.length / kinds;
  const squares = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2, 0);
  return (squares + (kinds - counts.size) * expected ** 2) / expected;
}

// One in a thousand would be beyond these limits by chance; the seeds being what they are, none is.
describe("every outcome is equally likely", () => {
  const uneven = Bag.concat([
    Bag.range(1, { npartitions: 1 }),
    Bag.fromSequence<number>([]),
    Bag.range(1, 5, { npartitions: 1 }),
  ]);
  const seeds = Array.from({ length: cases(3000).numRuns }, (_, seed) => seed);

  it("among ordered samples of partitions of different sizes", () => {
    const pairs = seeds.map((seed) => random.sample(uneven, 2, { seed }).computeSync().join());
    expect(chiSquare(pairs, 20)).toBeLessThan(43.8);
  });

  it("among the elements of a long partition, of which most are passed over", () => {
    const long = Bag.range(1000, { npartitions: 1 });
    const places = seeds.slice(0, 500).flatMap((seed) => random.sample(long, 10, { seed }).computeSync());
    expect(
      chiSquare(
        places.map((x) => Math.floor(x / 50)),
        20,
      ),
    ).toBeLessThan(43.8);
  });

  it("among choices, and among neighbouring ones", () => {
    const chosen = random.choices(uneven, 5000, { seed: 5 }).computeSync();
    expect(chiSquare(chosen, 5)).toBeLessThan(18.5);
    const pairs = chosen.slice(1).map((x, i) => `${chosen[i]} ${x}`);
    expect(chiSquare(pairs, 25)).toBeLessThan(51.2);
    const long = random.choices(Bag.range(1000, { npartitions: 3 }), 5000, { seed: 6 }).computeSync();
    expect(
      chiSquare(
        long.map((x) => Math.floor(x / 50)),
        20,
      ),
    ).toBeLessThan(43.8);
  });
});
