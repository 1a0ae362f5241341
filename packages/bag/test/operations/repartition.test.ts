import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { counted, rejectionOf, runs, sync } from "../schedulers.ts";

const partitionsOf = <T>(bag: Bag<T>): Bag<T[]> => bag.mapPartitions((elements) => [elements]);
const id = <T>(x: T): T => x;

/** A bag of one partition for each array, of which nobody knows how many elements there are. */
const bagOf = <T>(partitions: readonly T[][]): Bag<T> => Bag.fromSequence(partitions).flatMap(id);

describe.each(runs)("bag.repartition with %o", (run) => {
  it("joins neighbours to make fewer partitions, at floor(i * in / out)", async () => {
    const bag = bagOf([[0], [1, 2], [], [3], [4, 5]]);
    const fewer = (npartitions: number): Promise<number[][]> =>
      partitionsOf(bag.repartition({ npartitions })).compute(run);
    expect(await fewer(1)).toEqual([[0, 1, 2, 3, 4, 5]]);
    expect(await fewer(2)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(await fewer(3)).toEqual([[0], [1, 2], [3, 4, 5]]);
    expect(await fewer(4)).toEqual([[0], [1, 2], [], [3, 4, 5]]);
  });

  it("splits partitions as evenly as possible to make more", async () => {
    const bag = bagOf([[0, 1, 2, 3, 4], [], [5]]);
    const more = (npartitions: number): Promise<number[][]> =>
      partitionsOf(bag.repartition({ npartitions })).compute(run);
    expect(await more(4)).toEqual([[0, 1, 2, 3, 4], [], [], [5]]);
    expect(await more(6)).toEqual([[0, 1], [2, 3, 4], [], [], [], [5]]);
    expect(await more(9)).toEqual([[0], [1, 2], [3, 4], [], [], [], [], [], [5]]);
  });

  it("makes partitions of so many elements, where it is known how many there are", async () => {
    const squares = Bag.range(10, { npartitions: 4 }).map((x) => x * x);
    const bag = Bag.concat([squares, Bag.fromSequence([-1, -2])]).repartition({ partitionSize: 5 });
    expect(bag.npartitions).toBe(3);
    expect(await partitionsOf(bag).compute(run)).toEqual([
      [0, 1, 4, 9, 16],
      [25, 36, 49, 64, 81],
      [-1, -2],
    ]);
    expect(await partitionsOf(squares.repartition({ partitionSize: 100 })).compute(run)).toEqual([
      [0, 1, 4, 9, 16, 25, 36, 49, 64, 81],
    ]);
  });

  it("knows how many elements there are in a bag that was persisted", async () => {
    const bag = await bagOf([[1, 2], [], [3, 4, 5]]).persist(run);
    expect(await partitionsOf(bag.repartition({ partitionSize: 3 })).compute(run)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it("makes one empty partition of no elements at all", async () => {
    const bag = Bag.fromSequence<number>([]).map(id).repartition({ partitionSize: 3 });
    expect(await partitionsOf(bag).compute(run)).toEqual([[]]);
    expect(await partitionsOf(Bag.fromSequence([]).repartition({ npartitions: 3 })).compute(run)).toEqual([
      [],
      [],
      [],
    ]);
  });

  it("keeps elements and order on any partitioning, and agrees with itself on what is known", async () => {
    const partitions = fc.array(fc.array(fc.integer(), { maxLength: 9 }), { minLength: 1, maxLength: 9 });
    const cuts = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 20 }).map((npartitions) => ({ npartitions })),
        fc.integer({ min: 1, max: 12 }).map((partitionSize) => ({ partitionSize })),
      ),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(partitions, cuts, fc.boolean(), async (arrays, options, isMapped) => {
        const known = Bag.concat(arrays.map((array) => Bag.fromSequence(array, { npartitions: 1 })));
        const bag = options.reduce<Bag<number>>(
          (bag, cut) => (isMapped ? bag.map((x) => x + 1) : bag).repartition(cut),
          known,
        );
        const by = isMapped ? options.length : 0;
        const parts = await partitionsOf(bag).compute(run);
        expect(parts.flat()).toEqual(arrays.flat().map((x) => x + by));
        expect(parts).toHaveLength(bag.npartitions);
        const { npartitions, partitionSize } = {
          npartitions: undefined,
          partitionSize: undefined,
          ...options.at(-1),
        };
        if (npartitions !== undefined) expect(bag.npartitions).toBe(npartitions);
        else {
          expect(parts.slice(0, -1).every((part) => part.length === partitionSize)).toBe(true);
          expect(parts.at(-1)!.length).toBeLessThanOrEqual(partitionSize!);
        }
      }),
      cases(60),
    );
  });

  it("cuts bags of unknown lengths as those of known ones", async () => {
    const partitions = fc.array(fc.array(fc.integer(), { maxLength: 9 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(partitions, fc.integer({ min: 1, max: 20 }), async (arrays, npartitions) => {
        const known = Bag.concat(arrays.map((array) => Bag.fromSequence(array, { npartitions: 1 })));
        const expected = await partitionsOf(known.repartition({ npartitions })).compute(sync);
        expect(await partitionsOf(bagOf(arrays).repartition({ npartitions })).compute(run)).toEqual(expected);
        const sized = bagOf(arrays).repartition({ npartitions });
        expect(await sized.count().compute(run)).toBe(arrays.flat().length);
      }),
      cases(60),
    );
  });

  it("goes on with other operations, and in lockstep", async () => {
    const bag = Bag.range(12, { npartitions: 3 }).filter((x) => x !== 5);
    const more = bag.repartition({ npartitions: 5 });
    expect(
      await more
        .map((x) => -x)
        .filter(Boolean)
        .take(3)
        .compute(run),
    ).toEqual([-1, -2, -3]);
    expect(await more.sum().compute(run)).toBe(61);
    expect(
      await more
        .map((x, y) => x - y, more)
        .count()
        .compute(run),
    ).toBe(11);
    const fewer = bag.repartition({ npartitions: 2 });
    expect(
      await fewer
        .map((x) => x * 2)
        .take(2)
        .compute(run),
    ).toEqual([0, 2]);
    expect(
      await Bag.concat([more, fewer])
        .map((x) => x)
        .sum()
        .compute(run),
    ).toBe(122);
    const both = Bag.concat([bag, bag]).repartition({ npartitions: 8 });
    expect(await both.compute(run)).toEqual([...(await bag.compute(run)), ...(await bag.compute(run))]);
  });

  it("calls functions once for each element, however many partitions come of it", async () => {
    const seen = counted((x: number) => x);
    const bag = Bag.range(10, { npartitions: 2 }).map(seen.fn);
    await bag.repartition({ npartitions: 9 }).compute(run);
    expect(seen.calls).toBe(10);
    await bag.repartition({ partitionSize: 3 }).compute(run);
    expect(seen.calls).toBe(20);
  });

  it("computes no more than take needs", async () => {
    const seen = counted((x: number) => x);
    const bag = Bag.range(30, { npartitions: 10 }).map(seen.fn);
    expect(await bag.repartition({ npartitions: 5 }).take(2).compute(run)).toEqual([0, 1]);
    expect(seen.calls).toBe(6);
  });

  it("names the new partition, and the element's place in it, when an operation after it fails", async () => {
    const bag = bagOf([[1, 2], [3], [4, 5], [6, 7, 8]])
      .repartition({ npartitions: 2 })
      .map((x) => {
        if (x === 7) throw new Error("seven");
        return x;
      });
    expect(await rejectionOf(bag.compute(run))).toMatchObject({ operation: "map", partition: 1, index: 3 });
  });

  it("awaits asynchronous functions in every one of the partitions that it joins", async () => {
    const bag = bagOf([[1, 2], [3], [], [4]]).repartition({ npartitions: 1 });
    const later = bag.map((x) => (x % 2 === 0 ? Promise.resolve(x) : x));
    expect(await later.compute(run)).toEqual([1, 2, 3, 4]);
    expect(await later.take(3).compute(run)).toEqual([1, 2, 3]);
  });
});

describe("bag.repartition", () => {
  const bag = Bag.range(9, { npartitions: 3 });

  it("is the same bag where there are as many partitions", () => {
    expect(bag.repartition({ npartitions: 3 })).toBe(bag);
  });

  it("moves nothing where the source is an array or a range", () => {
    const tasksOf = (lazy: Bag<number>): string => lazy.explain({ optimize: true }).split("Tasks\n")[1]!;
    const fewer = bag.repartition({ npartitions: 2 });
    expect(tasksOf(fewer.map(id))).toBe("  2 tasks: range -> map -> collect");
    expect(tasksOf(bag.repartition({ partitionSize: 2 }).map(id))).toMatch(/^ {2}5 tasks: range -> map/);
    expect(tasksOf(bag.repartition({ npartitions: 4 }))).toBe("  4 tasks: range -> collect");
  });

  it("takes as long for a million partitions as for one", () => {
    const many = Bag.range(1e9, { npartitions: 1e6 }).map(id);
    expect(many.repartition({ partitionSize: 7 }).npartitions).toBe(Math.ceil(1e9 / 7));
    expect(many.repartition({ npartitions: 1e8 }).npartitions).toBe(1e8);
  });

  it("refuses to count elements where it is not known how many there are", () => {
    expect(() => bag.filter(id).map(id).repartition({ partitionSize: 2 })).toThrow(
      "bag.repartition(): Expected a bag of which it is known how many elements each partition has, as `partitionSize` counts them, but after `filter` it is not. Persist the bag first, or give `npartitions`.",
    );
    for (const hidden of [
      bag.take(2),
      bag.mapPartitions(id),
      bag.flatMap((x) => [x]),
      bag.product(bag.filter(id)),
    ])
      expect(() => hidden.repartition({ partitionSize: 2 })).toThrow(InvalidArgumentError);
  });

  it("needs exactly one option", () => {
    expect(() => bag.repartition({})).toThrow(
      "bag.repartition(): Expected one of `npartitions` and `partitionSize`, got none.",
    );
    expect(() => bag.repartition({ npartitions: 2, partitionSize: 2 })).toThrow(
      "bag.repartition(): Expected one of `npartitions` and `partitionSize`, got both (2 and 2).",
    );
    for (const npartitions of [0, -1, 1.5, NaN])
      expect(() => bag.repartition({ npartitions })).toThrow(InvalidArgumentError);
    expect(() => bag.repartition({ partitions: 2 } as never)).toThrow("Did you mean `npartitions`?");
  });
});
