import { Bag, type Item, type Other } from "@holdall/bag";
import { delayed } from "@holdall/core";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, groupsOf, keys, partitionsOf, splits } from "../keyed.ts";
import { counted, rejectionOf, runs } from "../schedulers.ts";

interface Numbered {
  readonly id: number;
  readonly from: string;
}

const numbered = (from: string, ...ids: number[]): Numbered[] => ids.map((id) => ({ id, from }));

describe.each(runs)("union, intersection and difference with %o", (run) => {
  it("are what they are of sets, in order of first appearance, in one partition", async () => {
    const bag = Bag.fromSequence([5, 3, 5, 1, 4], { npartitions: 3 });
    const other = Bag.fromSequence([1, 9, 5, 9, 0], { npartitions: 2 });
    for (const [operation, expected] of [
      [bag.union(other), [5, 3, 1, 4, 9, 0]],
      [bag.intersection(other), [5, 1]],
      [bag.difference(other), [3, 4]],
    ] as const) {
      expect(operation.npartitions).toBe(1);
      expect(await operation.compute(run)).toEqual(expected);
    }
  });

  it("take elements that are equal by key for the same, and keep those of this bag", async () => {
    const bag = Bag.fromSequence(numbered("own", 5, 3, 5, 1, 4), { npartitions: 3 });
    const other = Bag.fromSequence(numbered("other", 1, 9, 5, 9), { npartitions: 2 });
    for (const key of [
      "id",
      ({ id }: Numbered) => [id],
      ({ id }: Numbered) => Promise.resolve(id),
    ] as const) {
      expect(await bag.union(other, { key }).compute(run)).toEqual([
        ...numbered("own", 5, 3, 1, 4),
        ...numbered("other", 9),
      ]);
      expect(await bag.intersection(other, { key }).compute(run)).toEqual(numbered("own", 5, 1));
      expect(await bag.difference(other, { key }).compute(run)).toEqual(numbered("own", 3, 4));
    }
  });

  it("take items, delayed values and iterables for the other bag", async () => {
    const bag = Bag.fromSequence([5, 3, 1], { npartitions: 2 });
    const list: Item<number[]> = Bag.fromSequence([[1], [9]]).concatenate();
    const others: Other<number>[] = [
      [1, 9],
      new Set([1, 9]),
      Float64Array.of(1, 9),
      list,
      delayed(() => new Set([1, 9]))(),
    ];
    for (const other of others) {
      expect(await bag.union(other).compute(run)).toEqual([5, 3, 1, 9]);
      expect(await bag.intersection(other).compute(run)).toEqual([1]);
      expect(await bag.difference(other).compute(run)).toEqual([5, 3]);
    }
    function* once(): Generator<number> {
      yield 3;
    }
    const difference = bag.difference(once());
    expect(await difference.compute(run)).toEqual([5, 1]);
    expect(await difference.compute(run)).toEqual([5, 1]);
  });

  it("keep what array code keeps, on any partitioning of both", async () => {
    const records = partitionsOf(fc.record({ key: keys, x: fc.integer() }));
    await fc.assert(
      fc.asyncProperty(records, records, splits, async (own, others, splitEvery) => {
        const [bag, other] = [bagOf(own), bagOf(others)];
        const firsts = (list: typeof own): (typeof own)[number] =>
          groupsOf(list.flat(), ({ key }) => key).map(({ elements }) => elements[0]!);
        const isInOther = ({ key }: { key: unknown }): boolean =>
          others.flat().some((element) => isDeepStrictEqual(element.key, key));
        for (const key of ["key", (record: { key: unknown }) => record.key] as const) {
          const options = { key, splitEvery };
          expect(await bag.union(other, options).compute(run)).toEqual(firsts([...own, ...others]));
          const kept = bag.intersection(other, options);
          expect(await kept.compute(run)).toEqual(firsts(own).filter(isInOther));
          const rest = bag.difference(other, options);
          expect(await rest.compute(run)).toEqual(firsts(own).filter((record) => !isInOther(record)));
        }
      }),
      cases(40),
    );
  });

  it("are of bags that hold nothing, or the same", async () => {
    const [bag, none] = [Bag.fromSequence([2, 1, 2]), Bag.range(4).filter(() => false)];
    expect(await bag.union(none).compute(run)).toEqual([2, 1]);
    expect(await none.union(bag).compute(run)).toEqual([2, 1]);
    expect(await none.union([]).compute(run)).toEqual([]);
    expect(await bag.intersection(none).compute(run)).toEqual([]);
    expect(await none.intersection(bag).compute(run)).toEqual([]);
    expect(await bag.difference(none).compute(run)).toEqual([2, 1]);
    expect(await none.difference(bag).compute(run)).toEqual([]);
    expect(await bag.union(bag).compute(run)).toEqual([2, 1]);
    expect(await bag.intersection(bag).compute(run)).toEqual([2, 1]);
    expect(await bag.difference(bag).compute(run)).toEqual([]);
  });

  it("are of very many elements, and go on with other operations", async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 19_000);
    const other = Bag.range(0, 40_000, 2, { npartitions: 60 });
    const bag = Bag.fromSequence(numbers, { npartitions: 150 });
    const distinct = [...new Set(numbers)];
    expect(await bag.union(other).compute(run)).toEqual([
      ...new Set([...numbers, ...Array.from({ length: 20_000 }, (_, i) => 2 * i)]),
    ]);
    const even = bag.intersection(other).map((x) => x / 2);
    expect(await even.compute(run)).toEqual(distinct.filter((x) => x % 2 === 0).map((x) => x / 2));
    const odd = bag.difference(other);
    expect(await odd.take(3).compute(run)).toEqual(distinct.filter((x) => x % 2 === 1).slice(0, 3));
    expect(await odd.count().compute(run)).toBe(9_500);
  });

  it("call the key function once for each element of both", async () => {
    const keyOf = counted((x: number) => x % 5);
    const options = { key: keyOf.fn };
    const [bag, other] = [Bag.range(30, { npartitions: 12 }), Bag.range(20, { npartitions: 3 })];
    await bag.union(other, options).compute(run);
    await bag.intersection(other, options).compute(run);
    await bag.difference(other, options).compute(run);
    expect(keyOf.calls).toBe(150);
  });

  it("name operation and element for a key of either that cannot be compared", async () => {
    const [bag, odd] = [Bag.range(3), Bag.fromSequence<unknown>([1, new Set()], { npartitions: 1 })];
    for (const [failing, operation] of [
      [bag.intersection(odd), "intersection"],
      [odd.difference(bag), "difference"],
      [odd.union(bag), "union"],
    ] as const) {
      expect(await rejectionOf(failing.compute(run))).toMatchObject({ operation, partition: 0, index: 1 });
    }
    expect(await rejectionOf(bag.union(odd).compute(run))).toMatchObject({ operation: "union", index: 1 });
    const number = delayed(() => 3)() as never;
    expect(await rejectionOf(bag.difference(number).compute(run))).toMatchObject({
      operation: "difference",
      cause: { message: "Expected the partition to be iterable, got 3." },
    });
  });
});

describe("union, intersection and difference", () => {
  it("send of the other bag no more than its keys", () => {
    const other = Bag.fromSequence(numbered("other", 1, 9, 5, 9), { npartitions: 2 });
    const intersection = Bag.fromSequence(numbered("own", 5)).intersection(other, { key: "id" });
    expect(intersection.explain({ optimize: true })).toContain(
      "2 tasks: fromSequence (only id) -> intersection",
    );
  });

  it("refuse others, keys and options that are none", () => {
    const bag = Bag.range(3);
    for (const operation of ["union", "intersection", "difference"] as const) {
      expect(() => bag[operation](3 as never)).toThrow(
        `bag.${operation}(): Expected \`other\` to be a Bag, an Item, a Delayed or an iterable, got 3.`,
      );
      expect(() => bag[operation]([], { key: {} as never })).toThrow(
        `bag.${operation}(): Expected \`key\` to be a function, or the name or index of a property, got an object with keys [].`,
      );
      expect(() => bag[operation]([], { splitEvery: 0 })).toThrow(
        `bag.${operation}(): Expected \`splitEvery\``,
      );
      expect(() => bag[operation]([], { by: "x" } as never)).toThrow("Unknown option `by`.");
    }
  });
});
