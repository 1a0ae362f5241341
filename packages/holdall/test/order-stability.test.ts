import { Bag, compute, random, threads, type Collection } from "holdall";
import { afterAll, describe, expect, it } from "vitest";
import { delaying } from "./delaying-scheduler.js";

interface Reading {
  readonly id: number;
  readonly place: string;
  /** Many have the same. */
  readonly level: number;
  /** Sums of these differ in their last bits when they are added in another order. */
  readonly value: number;
}

const places = ["Ada", "Bern", "Cork", "Delft", "Essen"];
const readings = Array.from({ length: 300 }, (_, id): Reading => {
  const value = Math.sin(id) * 10 ** (id % 17);
  return { id, place: places[(id * 7) % 5]!, level: (id * id) % 4, value };
});

/** Operations whose results have an order, or a floating-point number that depends on one. */
const operations: Readonly<Record<string, (bag: Bag<Reading>) => Collection>> = {
  collect: (bag) => bag,
  filter: (bag) => bag.filter(({ level }) => level === 1),
  count: (bag) => bag.count(),
  sum: (bag) => bag.pluck("value").sum(),
  min: (bag) => bag.pluck("value").min(),
  mean: (bag) => bag.pluck("value").mean(),
  variance: (bag) => bag.pluck("value").variance(),
  describe: (bag) => bag.pluck("value").describe(),
  quantile: (bag) => bag.pluck("value").quantile([0.1, 0.5]),
  histogram: (bag) => bag.pluck("value").histogram({ bins: 5 }),
  fold: (bag) => bag.pluck("value").fold((a, b) => a + b / 3, { splitEvery: 3 }),
  reduction: (bag) =>
    bag.reduction(
      (all) => all.map(({ id }) => id).join(),
      (all) => `(${all.join(" ")})`,
    ),
  take: (bag) => bag.filter(({ level }) => level === 0).take(40),
  concatenate: (bag) => bag.map(({ value }) => Float64Array.of(value)).concatenate(),
  concat: (bag) => Bag.concat([bag.pluck("id"), bag.pluck("level")]),
  product: (bag) => bag.take(6).product(bag.pluck("place")),
  "repartition into fewer": (bag) => bag.repartition({ npartitions: 7 }).pluck("value").sum(),
  "repartition into more": (bag) => bag.repartition({ npartitions: 90 }).pluck("value").sum(),
  "map, several at once": (bag) => bag.map((x) => Promise.resolve(x.id), { concurrency: 4 }),
  randomSample: (bag) => bag.randomSample(0.3, 1),
  "random.sample": (bag) => random.sample(bag, 20, { seed: 1 }),
  "random.choices": (bag) => random.choices(bag, 20, { seed: 1 }),
};

const pool = threads({ workers: 2 });
afterAll(() => pool.close());

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const bag = Bag.fromSequence(readings, { npartitions: 23 });

/** The bag, some of whose partitions take some milliseconds longer. */
function slowed(seed: number): Bag<Reading> {
  return bag.map((reading) => {
    const isSlow = (Math.imul(seed * 300 + reading.id, 2654435761) >>> 8) % 40 === 0;
    if (isSlow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return reading;
  });
}

describe.each(Object.entries(operations))("%s", (_name, operation) => {
  it("gives the same, in whatever order tasks begin and end", async () => {
    const [expected] = await compute(operation(bag), { scheduler: "sync" });
    for (const seed of seeds) {
      const [result] = await compute(operation(bag), { scheduler: delaying(seed) });
      expect(result).toStrictEqual(expected);
    }
  });

  it("gives the same on threads, whichever of them is slow", async () => {
    const [expected] = await compute(operation(bag), { scheduler: "sync" });
    for (const seed of seeds) {
      const [result] = await compute(operation(slowed(seed)), { scheduler: pool });
      expect(result).toStrictEqual(expected);
    }
  });
});
