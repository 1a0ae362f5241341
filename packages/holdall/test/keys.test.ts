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
});
