import { Bag } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

onEveryScheduler((scheduler) => {
  it("counts elements and keys by value, in order of first appearance", async () => {
    const words = Bag.fromSequence(["to", "be", "or", "not", "to", "be"], { npartitions: 4 });
    expect(await words.frequencies({ sort: true, splitEvery: 2 }).compute({ scheduler })).toEqual([
      ["to", 2],
      ["be", 2],
      ["or", 1],
      ["not", 1],
    ]);
    const shapes = words.countBy((word) => ({ letters: word.length, vowels: /[aeiou]/.exec(word)?.index }));
    expect(await shapes.compute({ scheduler })).toEqual([
      [{ letters: 2, vowels: 1 }, 4],
      [{ letters: 2, vowels: 0 }, 1],
      [{ letters: 3, vowels: 1 }, 1],
    ]);
  });

  it("folds by key, with the user's functions in the worker", async () => {
    const sums = Bag.range(1000, { npartitions: 30 }).foldBy(
      (x) => `group ${x % 3}`,
      (sum: number, x) => sum + x / 7,
      { initial: 0, combine: (a, b) => a + b, combineInitial: 0 },
    );
    expect(await sums.compute({ scheduler })).toEqual(sums.computeSync());
    const lists = Bag.range(20, { npartitions: 6 }).foldBy(
      (x) => [x % 2],
      async (list: number[], x) => [...list, await Promise.resolve(x)],
      { initial: [], combine: (a, b) => [...a, ...b], splitEvery: 2 },
    );
    expect(await lists.compute({ scheduler })).toEqual([
      [[0], [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]],
      [[1], [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]],
    ]);
  });
});
