import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { hashKey } from "../../src/pipeline/key.ts";
import { bagOf, groupsOf, keys, partitionsOf } from "../keyed.ts";
import { counted, rejectionOf, runs, sync } from "../schedulers.ts";

/** What groups come to: those of a partition in order of first appearance. */
function expectedGroups<T>(
  elements: readonly T[],
  keyOf: (element: T) => unknown,
  npartitions: number,
): [unknown, T[]][][] {
  const groups = groupsOf(elements, keyOf);
  return Array.from({ length: npartitions }, (_, partition) =>
    groups
      .filter(({ key }) => hashKey(key) % npartitions === partition)
      .map(({ key, elements }): [unknown, T[]] => [key, elements]),
  );
}

describe.each(runs)("bag.groupBy with %o", (run) => {
  it("brings the elements of each key together, in their order", async () => {
    const groups = Bag.range(20, { npartitions: 3 }).groupBy((x) => x % 4);
    expect(groups.npartitions).toBe(3);
    expect(new Map(await groups.compute(run))).toEqual(
      new Map([
        [0, [0, 4, 8, 12, 16]],
        [1, [1, 5, 9, 13, 17]],
        [2, [2, 6, 10, 14, 18]],
        [3, [3, 7, 11, 15, 19]],
      ]),
    );
  });

  it("puts each key into the partition that its hash says, in order of first appearance", async () => {
    const npartitions = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
    const elements = partitionsOf(fc.record({ key: keys, x: fc.integer() }));
    await fc.assert(
      fc.asyncProperty(elements, npartitions, async (partitions, count) => {
        const bag = bagOf(partitions).groupBy((element) => element.key, { npartitions: count });
        expect(bag.npartitions).toBe(count ?? partitions.length);
        const expected = expectedGroups(partitions.flat(), ({ key }) => key, bag.npartitions);
        expect(await bag.mapPartitions((groups) => [groups]).compute(run)).toEqual(expected);
        expect(await bag.compute(run)).toEqual(expected.flat());
      }),
      cases(60),
    );
  });

  it("does not depend on how many elements a group has, nor on how they are partitioned", async () => {
    const elements = Array.from({ length: 3000 }, (_, i) => (i * i) % 2003);
    const expected = expectedGroups(elements, (x) => (x < 1000 ? x % 3 : x), 4);
    for (const npartitions of [1, 7, 300]) {
      const bag = Bag.fromSequence(elements, { npartitions });
      const groups = bag.groupBy((x) => (x < 1000 ? x % 3 : x), { npartitions: 4 });
      expect(await groups.compute(run)).toEqual(expected.flat());
    }
  });

  it("takes keys by the name of a property, and by index", async () => {
    const words = Bag.fromSequence([{ word: "a" }, { word: "b" }, { word: "a" }]);
    expect(await words.groupBy("word", { npartitions: 1 }).compute(run)).toEqual([
      ["a", [{ word: "a" }, { word: "a" }]],
      ["b", [{ word: "b" }]],
    ]);
    expect(await Bag.fromSequence(["ab", "cb"]).groupBy(1, { npartitions: 1 }).compute(run)).toEqual([
      ["b", ["ab", "cb"]],
    ]);
  });

  it("awaits asynchronous keys", async () => {
    const groups = Bag.range(6, { npartitions: 2 }).groupBy((x) => Promise.resolve(x % 2), {
      npartitions: 1,
    });
    expect(await groups.compute(run)).toEqual([
      [0, [0, 2, 4]],
      [1, [1, 3, 5]],
    ]);
  });

  it("finds no groups in an empty bag", async () => {
    const groups = Bag.fromSequence<number>([]).groupBy((x) => x);
    expect(await groups.compute(run)).toEqual([]);
    expect(await groups.count().compute(run)).toBe(0);
  });

  it("calls the key function once for each element", async () => {
    const keyOf = counted((x: number) => x % 3);
    await Bag.range(30, { npartitions: 4 }).groupBy(keyOf.fn, { npartitions: 5 }).compute(run);
    expect(keyOf.calls).toBe(30);
  });

  it("goes on with other operations, and from what others have made", async () => {
    const lengths = Bag.range(100, { npartitions: 8 })
      .map((x) => x + 1)
      .filter((x) => x !== 50)
      .groupBy((x) => x % 10)
      .map(([key, values]) => ({ key, count: values.length }))
      .filter(({ key }) => key < 2);
    expect((await lengths.compute(run)).sort((a, b) => a.key - b.key)).toEqual([
      { key: 0, count: 9 },
      { key: 1, count: 10 },
    ]);
    const again = Bag.concat([lengths, lengths]).groupBy("count", { npartitions: 1 });
    expect(await again.map(([count, all]) => [count, all.length]).compute(run)).toHaveLength(2);
    expect(await again.take(1).count().compute(run)).toBe(1);
  });

  it("names operation and element when the key cannot be found", async () => {
    const bag = Bag.range(8, { npartitions: 2 });
    const failing = bag.groupBy((x) => {
      if (x === 6) throw new RangeError("six");
      return x;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "groupBy",
      partition: 1,
      index: 2,
      cause: { message: "six" },
    });
    const mute = Bag.fromSequence<{ a?: number }>([{ a: 1 }, {}], { npartitions: 1 }).groupBy("a");
    expect(await rejectionOf(mute.compute(run))).toMatchObject({ operation: "groupBy", index: 1 });
    const odd = bag.groupBy((x) => (x === 5 ? new Set() : x));
    expect(await rejectionOf(odd.compute(run))).toMatchObject({ operation: "groupBy", index: 1 });
  });

  it("leaves the elements as they are, whatever is done to groups", async () => {
    const bag = Bag.fromSequence([3, 1, 2, 4], { npartitions: 2 });
    const groups = bag.groupBy((x) => x % 2, { npartitions: 1 });
    const emptied = groups.map(([key, values]) => [key, values.splice(0)]);
    const sorted = groups.map(([key, values]) => [key, values.sort()]);
    expect(await sorted.compute(run)).toEqual([
      [1, [1, 3]],
      [0, [2, 4]],
    ]);
    expect(await emptied.compute(run)).toEqual([
      [1, [3, 1]],
      [0, [2, 4]],
    ]);
  });
});

function flatten(bag: Bag<number>): Bag<number> {
  return bag.flatMap((x) => [x]);
}

describe("bag.groupBy", () => {
  it("has at most 256 partitions when none are asked for, and joins neighbours of very many", () => {
    const groups = Bag.range(1e7, { npartitions: 1e6 })
      .map((x) => x)
      .groupBy((x) => x % 10);
    expect(groups.npartitions).toBe(256);
    // Which layers there are is what the passes make of the plan.
    expect(groups.explain({ optimize: true })).toContain(
      [
        "  1000000 tasks: range -> map -> collect",
        "  152 tasks: groupBy -> groupBy",
        "  256 tasks: groupBy -> collect",
      ].join("\n"),
    );
  });

  it("gives the same for very many partitions", async () => {
    const bag = Bag.range(3000, { npartitions: 1500 }).map((x) => x);
    const few = bag.repartition({ npartitions: 10 }).groupBy((x) => x % 7, { npartitions: 300 });
    const many = bag.groupBy((x) => x % 7, { npartitions: 300 });
    expect(many.explain()).toContain("32 tasks: groupBy -> groupBy");
    expect(await many.compute(sync)).toEqual(await few.compute(sync));
  });

  it.each<[string, (bag: Bag<number>) => Bag<number>, number | undefined, number]>([
    ["small ones, as long as enough tasks are left", (bag) => bag, undefined, 32],
    [
      "small ones where it is known how many elements there are at most",
      (bag) => bag.filter((x) => x > 1),
      undefined,
      32,
    ],
    ["none that would leave few tasks", (bag) => bag.repartition({ npartitions: 30 }), undefined, 30],
    ["to 256 elements a part, where there are few parts", (bag) => bag, 8, 488],
    ["to as many as parts where nobody knows how many elements there are", flatten, undefined, 256],
    ["to so many parts where nobody knows, and there are few parts", flatten, 10, 6553],
    ["more where parts would be too many for a graph", flatten, 2 ** 12, 64],
  ])("joins neighbours: %s", (_, change, npartitions, tasks) => {
    const groups = change(Bag.range(1_000_000)).groupBy((x) => x, { npartitions });
    expect(groups.explain({ optimize: true })).toContain(` ${tasks} tasks: `);
  });

  it("refuses keys and options that are none", () => {
    const bag = Bag.range(3);
    expect(() => bag.groupBy(undefined as never)).toThrow(
      "bag.groupBy(): Expected `key` to be a function, or the name or index of a property, got undefined.",
    );
    expect(() => bag.groupBy((x) => x, { npartitions: 0 })).toThrow(InvalidArgumentError);
    expect(() => bag.groupBy((x) => x, { partitions: 3 } as never)).toThrow("Did you mean `npartitions`?");
  });
});
