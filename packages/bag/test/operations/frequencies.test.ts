import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, groupsOf, keys, partitionsOf, splits } from "../keyed.ts";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.frequencies with %o", (run) => {
  it("counts elements, in order of first appearance", async () => {
    const bag = Bag.fromSequence("abracadabra", { npartitions: 4 });
    expect(await bag.frequencies().compute(run)).toEqual([
      ["a", 5],
      ["b", 2],
      ["r", 2],
      ["c", 1],
      ["d", 1],
    ]);
    expect(bag.frequencies().npartitions).toBe(1);
  });

  it("puts greater counts first if asked to, and what appears first before what is as frequent", async () => {
    const bag = Bag.fromSequence("cabracadabbr", { npartitions: 5 });
    expect(await bag.frequencies({ sort: true }).pluck(0).compute(run)).toEqual(["a", "b", "c", "r", "d"]);
  });

  it("counts elements that are equal by value as one", async () => {
    const bag = Bag.fromSequence([-0, { a: 1, b: 2 }, 0, NaN, { b: 2, a: 1 }, NaN, [1], "1", [1]]);
    expect(await bag.frequencies().compute(run)).toEqual([
      [0, 2],
      [{ a: 1, b: 2 }, 2],
      [NaN, 2],
      [[1], 2],
      ["1", 1],
    ]);
  });

  it("counts what array code counts, on any partitioning", async () => {
    await fc.assert(
      fc.asyncProperty(partitionsOf(keys), splits, fc.boolean(), async (partitions, splitEvery, sort) => {
        const expected = groupsOf(partitions.flat(), (element) => element).map(
          ({ key, elements }) => [key, elements.length] as const,
        );
        if (sort) expected.sort(([, a], [, b]) => b - a);
        expect(await bagOf(partitions).frequencies({ sort, splitEvery }).compute(run)).toEqual(expected);
      }),
      cases(60),
    );
  });

  it("counts many distinct elements in many partitions", async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 19_000);
    const counts = new Map<number, number>();
    for (const x of numbers) counts.set(x, (counts.get(x) ?? 0) + 1);
    const bag = Bag.fromSequence(numbers, { npartitions: 150 });
    expect(await bag.frequencies({ splitEvery: 5 }).compute(run)).toEqual([...counts]);
  });

  it("can be worked on", async () => {
    const counts = Bag.fromSequence("abracadabra", { npartitions: 4 }).frequencies();
    const frequent = counts.filter(([, count]) => count > 1).map(([letter]) => letter);
    expect(await frequent.compute(run)).toEqual(["a", "b", "r"]);
    expect(await Bag.concat([frequent, counts.pluck(0).take(1)]).compute(run)).toEqual(["a", "b", "r", "a"]);
    expect(await counts.count().compute(run)).toBe(5);
  });

  it("counts nothing where there is nothing", async () => {
    const bag = Bag.range(5).filter(() => false);
    expect(await bag.frequencies().compute(run)).toEqual([]);
    expect(await bag.frequencies({ sort: true, splitEvery: 2 }).compute(run)).toEqual([]);
  });

  it("names the element that cannot be compared", async () => {
    const bag = Bag.fromSequence<unknown>([1, 2, new Set([3])], { npartitions: 1 });
    expect(await rejectionOf(bag.frequencies().compute(run))).toMatchObject({
      operation: "frequencies",
      partition: 0,
      index: 2,
      cause: {
        name: "TypeError",
        message: expect.stringMatching(
          /^Expected the key to be made of primitives, .*, got a Set\.$/,
        ) as string,
      },
    });
  });
});

describe("bag.frequencies", () => {
  it("refuses options that are none", () => {
    const bag = Bag.range(3);
    expect(() => bag.frequencies({ sort: 1 as never })).toThrow(
      "bag.frequencies(): Expected `sort` to be true or false, got 1.",
    );
    expect(() => bag.frequencies({ splitEvery: 1 })).toThrow("bag.frequencies(): Expected `splitEvery`");
    expect(() => bag.frequencies({ sorted: true } as never)).toThrow("Did you mean `sort`?");
  });
});
