import { Bag } from "@holdall/bag";
import { compute, delayed } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyhow, counted, runs } from "../schedulers.ts";

describe.each(runs)("bag.enumerate with %o", (run) => {
  const pairsOf = <T>(array: readonly T[]): [number, T][] => array.map((x, i) => [i, x]);

  it("counts through the whole bag", async () => {
    const letters = Bag.fromSequence("abcde", { npartitions: 3 });
    expect(await letters.enumerate().compute(run)).toEqual(pairsOf([..."abcde"]));
    const squares = Bag.range(100, { npartitions: 7 }).map((x) => Promise.resolve(x * x));
    expect(await squares.enumerate().compute(run)).toEqual(
      pairsOf(Array.from({ length: 100 }, (_, i) => i * i)),
    );
    expect(await Bag.fromSequence([]).enumerate().compute(run)).toEqual([]);
  });

  it("counts through thousands of bags", async () => {
    const many = Bag.concat(Array.from({ length: 2000 }, (_, i) => Bag.range(i, i + 1)));
    expect(
      await many
        .enumerate()
        .all(([place, x]) => place === x)
        .compute(run),
    ).toBe(true);
  });

  it("counts what is left, where that is known only then", async () => {
    const expected = Array.from({ length: 50 }, (_, i) => [i, 4 * i]);
    const fours = Bag.range(200, { npartitions: 60 }).filter((x) => x % 4 === 0);
    expect(await fours.enumerate().compute(run)).toEqual(expected);
    const late = Bag.range(200, { npartitions: 60 }).filter((x) => x > 150);
    expect(await late.enumerate().take(2).compute(run)).toEqual([
      [0, 151],
      [1, 152],
    ]);
    const none = late.filter(() => false);
    expect(await none.enumerate().compute(run)).toEqual([]);
    const lists = Bag.fromDelayed([
      delayed(() => "ab")(),
      delayed(() => [])(),
      delayed(() => new Set("c"))(),
    ]);
    expect(await lists.enumerate().compute(run)).toEqual(pairsOf(["a", "b", "c"]));
  });

  it("makes elements once, whether they are counted or not", async () => {
    const slow = counted((x: number) => x % 2 === 0);
    const enumerated = Bag.range(20, { npartitions: 5 }).filter(slow.fn).enumerate();
    expect(
      await enumerated
        .map(([i]) => i)
        .sum()
        .compute(run),
    ).toBe(45);
    expect(slow.calls).toBe(20);
  });

  it("computes no more partitions than the first elements are in", async () => {
    const slow = counted((x: number) => x % 2 === 0);
    const enumerated = Bag.range(1000, { npartitions: 100 }).filter(slow.fn).enumerate();
    expect(await enumerated.take(3).compute(run)).toEqual([
      [0, 0],
      [1, 2],
      [2, 4],
    ]);
    expect(slow.calls).toBe(10);
  });

  it("goes on counting through appended bags, and is counted again after them", async () => {
    const letters = Bag.fromSequence(["a", "b", "c"]);
    const both = Bag.concat([letters, letters.filter((x) => x !== "b"), letters]);
    const expected = pairsOf(["a", "b", "c", "a", "c", "a", "b", "c"]);
    expect(await both.enumerate().compute(run)).toEqual(expected);
    expect(
      await Bag.concat([letters, letters])
        .map((x) => x)
        .enumerate()
        .compute(run),
    ).toEqual(pairsOf([..."abcabc"]));
    const enumerated = letters.enumerate();
    expect(
      await Bag.concat([enumerated, enumerated])
        .enumerate()
        .map(([i, [j]]) => i - j)
        .compute(run),
    ).toEqual([0, 0, 0, 3, 3, 3]);
  });

  it("counts once for all that read it", async () => {
    const slow = counted((x: number) => x > 4);
    const bag = Bag.range(10, { npartitions: 4 }).filter(slow.fn);
    const pairs = bag.enumerate();
    const [places, elements] = pairs.unzip(2);
    expect(await compute(places.sum(), elements.sum(), bag.count(), run)).toEqual([10, 35, 5]);
    expect(slow.calls).toBe(10);
  });
});

describe("bag.enumerate", () => {
  it("gives what plain array code gives, on any partitioning", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 10 }),
        async (array, npartitions, limit) => {
          const bag = Bag.fromSequence(array, { npartitions }).filter((x) => x < limit);
          const expected = array.filter((x) => x < limit).map((x, i) => [i, x]);
          expect(await bag.enumerate().compute(anyhow)).toEqual(expected);
        },
      ),
    );
  });

  it("needs no counting where the plan knows how long partitions are", () => {
    const known = Bag.concat([Bag.range(5), Bag.fromSequence("ab")])
      .map((x) => x)
      .tap(Boolean);
    expect(known.enumerate().explain()).not.toContain("come before");
    expect(known.filter(Boolean).enumerate().explain()).toContain("come before");
  });
});
