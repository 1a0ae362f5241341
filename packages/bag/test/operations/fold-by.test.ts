import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, groupsOf, keys, partitionsOf, splits } from "../keyed.ts";
import { rejectionOf, runs } from "../schedulers.ts";

const words = Bag.fromSequence(["to", "be", "or", "not", "a", "bee", "that", "is", "it"], { npartitions: 5 });
const join = (a: string, b: string): string => `${a} ${b}`;

describe.each(runs)("bag.foldBy with %o", (run) => {
  it("folds in order, from the first element or from `initial`, keys in order of first appearance", async () => {
    expect(await words.foldBy("length", join).compute(run)).toEqual([
      [2, "to be or is it"],
      [3, "not bee"],
      [1, "a"],
      [4, "that"],
    ]);
    const counts = words.foldBy(
      (word) => word[0],
      (count: number) => count + 1,
      { initial: 0, combine: (a, b) => a + b },
    );
    expect(await counts.compute(run)).toEqual([
      ["t", 2],
      ["b", 2],
      ["o", 1],
      ["n", 1],
      ["a", 1],
      ["i", 2],
    ]);
    expect(counts.npartitions).toBe(1);
  });

  it("starts from `initial` once for each key and partition, and from `combineInitial` once for each key", async () => {
    const numbers = Bag.range(8, { npartitions: 4 });
    const folded = (splitEvery: number | false): Promise<[number, string][]> =>
      numbers
        .foldBy(
          (x) => x % 2,
          (text: string, x) => text + String(x),
          { initial: "i", combine: (a, b) => `${a}+${b}`, combineInitial: "c", splitEvery },
        )
        .compute(run);
    expect(await folded(2)).toEqual([
      [0, "c+i0+i2+i4+i6"],
      [1, "c+i1+i3+i5+i7"],
    ]);
    expect(await folded(false)).toEqual(await folded(3));
  });

  it("gives each key a copy of `initial` that it may change", async () => {
    const initial: number[] = [];
    const push = (list: number[], x: number): number[] => {
      list.push(x);
      return list;
    };
    const lists = Bag.range(7, { npartitions: 3 }).foldBy((x) => x % 2, push, {
      initial,
      combine: (a, b) => a.concat(b),
      combineInitial: initial,
    });
    const expected = [
      [0, [0, 2, 4, 6]],
      [1, [1, 3, 5]],
    ];
    expect(await lists.compute(run)).toEqual(expected);
    expect(await lists.compute(run)).toEqual(expected);
    expect(initial).toEqual([]);
  });

  it("awaits asynchronous functions, one at a time", async () => {
    const later = async <T>(value: T): Promise<T> => {
      await Promise.resolve();
      return value;
    };
    const lists = Bag.range(7, { npartitions: 3 }).foldBy(
      (x) => later(x % 2),
      (list: number[], x) => later([...list, x]),
      { initial: () => later([]), combine: (a, b) => later([...a, ...b]), combineInitial: () => later([-1]) },
    );
    expect(await lists.compute(run)).toEqual([
      [0, [-1, 0, 2, 4, 6]],
      [1, [-1, 1, 3, 5]],
    ]);
  });

  it("folds as array code does, on any partitioning", async () => {
    const entries = partitionsOf(fc.record({ key: keys, text: fc.constantFrom("a", "b", "c") }));
    await fc.assert(
      fc.asyncProperty(entries, splits, async (partitions, splitEvery) => {
        const expected = groupsOf(partitions.flat(), ({ key }) => key).map(({ key, elements }) => [
          key,
          elements.map(({ text }) => text).join(""),
        ]);
        const options = { initial: "", combine: (a: string, b: string) => a + b, splitEvery };
        const folded = bagOf(partitions).foldBy("key", (all: string, { text }) => all + text, options);
        expect(await folded.compute(run)).toEqual(expected);
      }),
      cases(50),
    );
  });

  it("goes on by generated loops where there are many elements and keys", async () => {
    const sums = new Map<number, number>();
    for (let x = 0; x < 20_000; x++) sums.set(x % 999, (sums.get(x % 999) ?? 0) + x);
    const bag = Bag.range(20_000, { npartitions: 12 });
    const add = (a: number, b: number): number => a + b;
    expect(await bag.foldBy((x) => x % 999, add).compute(run)).toEqual([...sums]);
    const asynchronously = bag.foldBy(
      (x) => x % 999,
      (a: number, b: number) => (b % 1000 === 0 ? Promise.resolve(a + b) : a + b),
      { initial: 0, combine: (a: number, b: number) => (b % 100 === 0 ? Promise.resolve(a + b) : a + b) },
    );
    expect(await asynchronously.compute(run)).toEqual([...sums]);
  });

  it("folds nothing where there is nothing", async () => {
    const none = words.filter(() => false).foldBy("length", join, { initial: "", combineInitial: "c" });
    expect(await none.compute(run)).toEqual([]);
  });

  it("names itself and the element when a function throws", async () => {
    const failIf = (bad: string) => (a: string, b: string) => {
      if (b.includes(bad)) throw new RangeError("bad");
      return a + b;
    };
    expect(await rejectionOf(words.foldBy("length", failIf("be")).compute(run))).toMatchObject({
      operation: "foldBy",
      partition: 0,
      index: 1,
      cause: { message: "bad" },
    });
    const combining = words.foldBy("length", join, { combine: failIf("is") });
    expect(await rejectionOf(combining.compute(run))).toMatchObject({ operation: "foldBy" });
    const starting = words.foldBy("length", join, {
      initial: () => {
        throw new RangeError("no start");
      },
    });
    expect(await rejectionOf(starting.compute(run))).toMatchObject({
      operation: "foldBy",
      cause: { message: "no start" },
    });
  });
});

describe("bag.foldBy", () => {
  it("refuses what is no key, no function and no option", () => {
    expect(() => words.foldBy({} as never, join)).toThrow("bag.foldBy(): Expected `key` to be a function");
    expect(() => words.foldBy("length", 3 as never)).toThrow(
      "bag.foldBy(): Expected `binop` to be a function, got 3.",
    );
    expect(() => words.foldBy("length", join, { combine: "" as never })).toThrow(
      "Expected `combine` to be a function",
    );
    expect(() => words.foldBy("length", join, { splitEvery: 1 })).toThrow(InvalidArgumentError);
    expect(() => words.foldBy("length", join, { combineInital: "" } as never)).toThrow(
      "Did you mean `combineInitial`?",
    );
    const initial = { call: () => 1 };
    for (const options of [{ initial }, { combineInitial: initial }]) {
      const [name] = Object.keys(options);
      expect(() => words.foldBy("length", join, options as never)).toThrow(
        `bag.foldBy(): Expected \`${name}\` to be a value that structuredClone can copy, or a function that makes it`,
      );
    }
  });
});
