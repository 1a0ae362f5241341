import { Bag } from "@holdall/bag";
import { delayed } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { hashKey } from "../../src/pipeline/key.ts";
import { bagOf, groupsOf, keys, partitionsOf } from "../keyed.ts";
import { counted, rejectionOf, runs } from "../schedulers.ts";

interface Keyed {
  readonly key: unknown;
  readonly x: number;
}

/** What groups come to, partition by partition: those of the first bag in order of first appearance, then others. */
function expectedGroups(
  elements: readonly Keyed[],
  others: readonly Keyed[],
  npartitions: number,
): [unknown, Keyed[], Keyed[]][][] {
  const marked = [elements, others].flatMap((some, bag) => some.map((element) => ({ element, bag })));
  const groups = groupsOf(marked, ({ element }) => element.key);
  return Array.from({ length: npartitions }, (_, partition) =>
    groups
      .filter(({ key }) => hashKey(key) % npartitions === partition)
      .map(({ key, elements: all }) => {
        const ofBag = (number: number): Keyed[] =>
          all.filter(({ bag }) => bag === number).map(({ element }) => element);
        return [key, ofBag(0), ofBag(1)];
      }),
  );
}

const elements = partitionsOf(fc.record({ key: keys, x: fc.integer() }));

describe.each(runs)("bag.cogroup with %o", (run) => {
  it("brings the elements of each key together, of both bags, in their order", async () => {
    const groups = Bag.range(6, { npartitions: 3 }).cogroup(Bag.range(10, 14, { npartitions: 2 }), {
      onSelf: (x) => x % 2,
      onOther: (x) => x % 3,
      npartitions: 1,
    });
    expect(groups.npartitions).toBe(1);
    expect(await groups.compute(run)).toEqual([
      [0, [0, 2, 4], [12]],
      [1, [1, 3, 5], [10, 13]],
      [2, [], [11]],
    ]);
  });

  it("gives what comparing each with each gives, for any keys and partitions", async () => {
    const npartitions = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(elements, elements, npartitions, async (partitions, others, count) => {
        const groups = bagOf(partitions).cogroup(bagOf(others), {
          onSelf: ({ key }) => key,
          npartitions: count,
        });
        expect(groups.npartitions).toBe(count ?? Math.max(partitions.length, others.length));
        const expected = expectedGroups(partitions.flat(), others.flat(), groups.npartitions);
        expect(await groups.mapPartitions((some) => [some]).compute(run)).toEqual(expected);
        expect(await groups.compute(run)).toEqual(expected.flat());
      }),
      cases(60),
    );
  });

  it("takes for the other bag whatever holds elements, and keys by name or asynchronously", async () => {
    const words = Bag.fromSequence(["ab", "c", "de"], { npartitions: 2 });
    for (const other of [[1, 2, 3], new Set([1, 2, 3]), delayed(() => [1, 2, 3])(), Bag.range(1, 4)]) {
      const groups = words.cogroup(other, {
        onSelf: "length",
        onOther: (n) => Promise.resolve(n),
        npartitions: 1,
      });
      expect(await groups.compute(run)).toEqual([
        [2, ["ab", "de"], [2]],
        [1, ["c"], [1]],
        [3, [], [3]],
      ]);
    }
  });

  it("finds no groups where both bags are empty", async () => {
    const empty = Bag.fromSequence<number>([]);
    const onSelf = (x: number): number => x;
    expect(await empty.cogroup([], { onSelf }).compute(run)).toEqual([]);
    expect(await empty.cogroup([1], { onSelf }).compute(run)).toEqual([[1, [], [1]]]);
    expect(await Bag.range(1).cogroup(empty, { onSelf }).compute(run)).toEqual([[0, [0], []]]);
  });

  it("calls key functions once for each element, and goes on with other operations", async () => {
    const [onSelf, onOther] = [counted((x: number) => x % 5), counted((x: number) => x % 7)];
    const groups = Bag.range(40, { npartitions: 8 })
      .filter((x) => x !== 7)
      .cogroup(Bag.range(30, { npartitions: 3 }), { onSelf: onSelf.fn, onOther: onOther.fn });
    const sizes = groups.map(([key, some, others]) => [key, some.length, others.length]);
    expect(await sizes.sortBy(0).compute(run)).toEqual([
      [0, 8, 5],
      [1, 8, 5],
      [2, 7, 4],
      [3, 8, 4],
      [4, 8, 4],
      [5, 0, 4],
      [6, 0, 4],
    ]);
    expect([onSelf.calls, onOther.calls]).toEqual([39, 30]);
  });

  it("names operation and element when a key cannot be found", async () => {
    const bag = Bag.range(8, { npartitions: 2 });
    const fail = (x: number): number => {
      if (x === 6) throw new RangeError("six");
      return x;
    };
    const told = { operation: "cogroup", partition: 1, index: 2, cause: { message: "six" } };
    const onSelf = (x: number): number => x;
    for (const options of [
      { onSelf: fail, onOther: onSelf },
      { onSelf, onOther: fail },
    ])
      expect(await rejectionOf(bag.cogroup(bag, options).compute(run))).toMatchObject(told);
  });
});

describe("bag.cogroup", () => {
  it("refuses what is no bag, no key and no option", () => {
    const bag = Bag.range(3);
    const onSelf = (x: number): number => x;
    expect(() => bag.cogroup(3 as never, { onSelf: () => 0 })).toThrow(
      "bag.cogroup(): Expected `other` to be a Bag, an Item, a Delayed or an iterable, got 3.",
    );
    expect(() => bag.cogroup(bag, {} as never)).toThrow(
      "bag.cogroup(): Expected `onSelf` to be a function, or the name or index of a property, got undefined.",
    );
    expect(() => bag.cogroup(bag, { onSelf, onOther: null } as never)).toThrow("Expected `onOther` to be");
    expect(() => bag.cogroup(bag, { onSelf, npartitions: 0 })).toThrow("Expected `npartitions` to be");
    expect(() => bag.cogroup(bag, { onSelf, partitions: 3 } as never)).toThrow("Did you mean `npartitions`?");
  });
});
