import { Bag, compute } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

onEveryScheduler((scheduler) => {
  it("zips, spreads, taps and unzips", async () => {
    const bag = Bag.range(9, { npartitions: 4 });
    const rows = Bag.zip(
      bag,
      bag.map((x) => Promise.resolve(`${x}`)),
    ).tap((row) => row.length);
    expect(await rows.starmap((x, word) => word + x).compute({ scheduler })).toEqual(
      Array.from({ length: 9 }, (_, x) => `${x}${x}`),
    );
    const [numbers, words] = rows.unzip(2);
    expect(await compute(numbers.sum(), words.max(), { scheduler })).toEqual([36, "8"]);
  });

  it("counts through the bag, whether or not it is known how long partitions are", async () => {
    const bag = Bag.range(100, { npartitions: 40 });
    expect(await bag.enumerate().compute({ scheduler })).toEqual(
      Array.from({ length: 100 }, (_, i) => [i, i]),
    );
    const sevens = bag.filter((x) => x % 7 === 0).enumerate();
    expect(await sevens.compute({ scheduler })).toEqual(Array.from({ length: 15 }, (_, i) => [i, 7 * i]));
    expect(await sevens.take(2).compute({ scheduler, optimize: false })).toEqual([
      [0, 0],
      [1, 7],
    ]);
  });

  it("accumulates across partitions, decides on all of them, and finds the first", async () => {
    const bag = Bag.range(20, { npartitions: 6 }).filter((x) => x > 4);
    const sums = bag.accumulate((a, b) => a + b, { initial: 0 });
    const expected = [0];
    for (let x = 5; x < 20; x++) expected.push(expected.at(-1)! + x);
    expect(await sums.compute({ scheduler })).toEqual(expected);
    expect(
      await compute(
        bag.any((x) => x === 7),
        bag.all(),
        bag.find((x) => x % 7 === 0),
        bag.find((x) => x > 20),
        { scheduler },
      ),
    ).toEqual([true, true, 7, undefined]);
  });

  it("puts neighbours into arrays, and awaits functions of the last ones too", async () => {
    const bag = Bag.range(11, { npartitions: 2 }); // 6 and 5
    const lengths = bag.batch(4).map((xs) => Promise.resolve(xs.length));
    expect(await lengths.compute({ scheduler })).toEqual([4, 2, 4, 1]);
    const windows = bag.window(4, { step: 2 }).map((xs) => xs[0]);
    expect(await windows.compute({ scheduler })).toEqual([0, 2, 6]);
  });

  it("draws the same random sample", async () => {
    const sample = Bag.range(300, { npartitions: 7 }).randomSample(0.4, 2026);
    expect(await sample.compute({ scheduler })).toEqual(sample.computeSync());
  });
});
