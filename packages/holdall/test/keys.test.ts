import { Bag, compute } from "holdall";
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

  it("keeps the first element of each key, of one bag, of either, of both, and of one alone", async () => {
    const records = Bag.range(500, { npartitions: 9 }).map((x) => ({ x, key: [`key ${(x * 37) % 20}`] }));
    const first = await records.distinct({ key: "key", splitEvery: 2 }).compute({ scheduler });
    expect(first).toEqual(records.computeSync().slice(0, 20));
    const other = Bag.range(10, 30, { npartitions: 4 }).map((x) => ({ x: -x, key: [`key ${x}`] }));
    const byKey = { key: ({ key }: { readonly key: readonly string[] }) => Promise.resolve(key) };
    const isInOther = ({ key: [name] }: (typeof first)[number]): boolean => Number(name!.slice(4)) >= 10;
    const [union, intersection, difference] = await compute(
      records.union(other, byKey),
      records.intersection(other, byKey),
      records.difference(other, byKey),
      { scheduler },
    );
    expect(union).toEqual([...first, ...other.computeSync().slice(10)]);
    expect(intersection).toEqual(first.filter(isInOther));
    expect(difference).toEqual(first.filter((record) => !isInOther(record)));
    expect(
      await Bag.fromSequence([3, 1, 3])
        .difference(new Set([1]))
        .compute({ scheduler }),
    ).toEqual([3]);
  });

  it("gives the greatest by key, of equal ones the first", async () => {
    const records = Bag.range(500, { npartitions: 20 }).map((x) => ({ x, day: new Date((x * 37) % 50) }));
    const top = await records.topk(25, { key: "day", splitEvery: 3 }).compute({ scheduler });
    const descending = records.computeSync().sort((a, b) => Number(b.day) - Number(a.day));
    expect(top).toEqual(descending.slice(0, 25));
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
