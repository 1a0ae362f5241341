import { Bag, writeWith, type ElementWriter } from "@holdall/bag";
import { compute, delayed, InvalidArgumentError, registerClass } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, keys, partitionsOf } from "../keyed.ts";
import { anyhow, isOptimised, rejectionOf, runs, sync } from "../schedulers.ts";

const numbers = Bag.range(20, { npartitions: 3 });
const groups = numbers.groupBy((x) => x % 4, { as: "iterable" });
const arrays = numbers.groupBy((x) => x % 4);

class Holder {
  readonly group: unknown;

  constructor(group: unknown) {
    this.group = group;
  }
}
registerClass(Holder);

describe.each(runs)("groups as iterables with %o", (run) => {
  it("are the same as arrays, in the same order, however often they are read", async () => {
    const elements = partitionsOf(fc.record({ key: keys, x: fc.integer() }));
    await fc.assert(
      fc.asyncProperty(elements, fc.integer({ min: 1, max: 5 }), async (partitions, npartitions) => {
        const bag = bagOf(partitions);
        const expected = await bag.groupBy("key", { npartitions }).compute(sync);
        const own = bag.groupBy("key", { npartitions, as: "iterable" });
        expect(await own.compute(run)).toEqual(expected);
        const read = own.map(([key, all]) => {
          for (const _ of all) break;
          return [key, [...all], Array.from(all, ({ x }) => x)];
        });
        expect(await read.compute(run)).toEqual(
          expected.map(([key, all]) => [key, all, all.map(({ x }) => x)]),
        );
      }),
      cases(20),
    );
  });

  it("are arrays only for functions of other tasks", async () => {
    const areArrays = groups.map(([, all]) => Array.isArray(all));
    expect(new Set(await areArrays.compute(run))).toEqual(new Set([!isOptimised(run)]));
    const inPartitions = groups.mapPartitions((pairs) => pairs.map(([, all]) => Array.isArray(all)));
    expect(new Set(await inPartitions.compute(run))).toEqual(new Set([!isOptimised(run)]));
    const regrouped = groups
      .groupBy(([key]) => key % 2)
      .map(([, all]) => all.map(([, own]) => Array.isArray(own)));
    expect(new Set((await regrouped.compute(run)).flat())).toEqual(new Set([true]));
  });

  it("go through all that works on elements", async () => {
    const sum = (all: Iterable<number>): number => {
      let sum = 0;
      for (const x of all) sum += x;
      return sum;
    };
    for (const bag of [groups, arrays]) {
      const same = async (result: Promise<unknown>, other: Promise<unknown>): Promise<void> =>
        expect(await result).toEqual(await other);
      const even = bag.filter(([, all]) => sum(all) % 20 === 0);
      expect(await even.map(([key, all]) => [key, sum(all)]).compute(run)).toEqual([[0, 40]]);
      expect((await bag.pluck(1).flatten().compute(run)).sort((a, b) => a - b)).toEqual(
        await numbers.compute(sync),
      );
      expect(await bag.pluck(1).flatten().count().compute(run)).toBe(20);
      expect(await bag.count().compute(run)).toBe(4);
      expect(await bag.pluck(1).distinct().count().compute(run)).toBe(4);
      expect(
        await bag
          .starmap((_key, all) => sum(all))
          .sum()
          .compute(run),
      ).toBe(190);
      expect(
        await bag
          .fold((all, [, own]) => all + sum(own), { initial: 0, combine: (a, b) => a + b })
          .compute(run),
      ).toBe(190);
      expect(
        await bag
          .map(
            async ([key, all]) => {
              await Promise.resolve();
              return key * 100 + sum(all);
            },
            { concurrency: 2 },
          )
          .sum()
          .compute(run),
      ).toBe(600 + 190);
      await same(bag.batch(2).compute(run), arrays.batch(2).compute(sync));
      await same(bag.take(3).compute(run), arrays.take(3).compute(sync));
      await same(
        bag.take(3, { npartitions: 1 }).compute(run),
        arrays.take(3, { npartitions: 1 }).compute(sync),
      );
      await same(bag.zip(arrays).compute(run), arrays.zip(arrays).compute(sync));
      await same(
        bag.topk(2, { key: ([key]) => key }).compute(run),
        arrays.topk(2, { key: ([key]) => key }).compute(sync),
      );
      await same(bag.repartition({ npartitions: 2 }).compute(run), arrays.compute(sync));
      await same(
        bag
          .mapPartitions((pairs) => pairs.map(([, all]) => sum(all)))
          .sum()
          .compute(run),
        Promise.resolve(190),
      );
    }
  });

  it("leave their task as arrays, wherever they are in what functions return", async () => {
    const wrapped = groups.map(([key, all]) => ({
      own: all,
      twice: [all, all],
      map: new Map([[key, { deep: [all] }]]),
      set: new Set([all]),
      text: JSON.stringify(all),
    }));
    const [first] = await wrapped.compute(run);
    const [[key, all]] = (await arrays.compute(sync)) as [[number, number[]]];
    expect(first).toEqual({
      own: all,
      twice: [all, all],
      map: new Map([[key, { deep: [all] }]]),
      set: new Set([all]),
      text: JSON.stringify(all),
    });
    expect(first!.twice[0]).toBe(first!.twice[1]);
    expect(await groups.map(([, all]) => all).compute(run)).toEqual(await arrays.pluck(1).compute(sync));
    expect(await groups.persist(run).then((bag) => bag.compute(run))).toEqual(await arrays.compute(sync));
    const read: unknown[] = [];
    for await (const pair of groups.iterate(run)) read.push(pair);
    expect(read).toEqual(await arrays.compute(sync));
    const [partition] = groups.toDelayed();
    const counted = delayed((pairs: readonly [number, Iterable<number>][]) =>
      pairs.map(([, own]) => [...own].length),
    );
    expect(await counted(partition!).compute(run)).toEqual(
      (await arrays.toDelayed()[0]!.compute(sync)).map(([, own]) => own.length),
    );
  });

  it("are arrays for writers, one after the other", async () => {
    const open = (): ElementWriter<unknown, unknown> => {
      const written: unknown[] = [];
      return {
        write: (element) => void written.push(element),
        close: () => [...written],
        abandon: () => undefined,
      };
    };
    const written = writeWith(groups, [0, 1, 2], open, { operation: "writeList" });
    const pairs = (await written.compute(run)) as unknown[][];
    expect(pairs.flat()).toEqual(await arrays.compute(sync));
  });

  it("cannot leave it within an instance of a class", async () => {
    if (!isOptimised(run)) return; // where they are arrays
    const error = await rejectionOf(groups.map(([, all]) => new Holder(all)).compute(run));
    expect(error).toMatchObject({
      operation: "map",
      cause: {
        message:
          'A group of groupBy() with `as: "iterable"` cannot leave its task within an instance of a class. Put an array of its elements there: [...group].',
      },
    });
    expect(
      await groups
        .map(([, all]) => new Holder([...all]))
        .count()
        .compute(run),
    ).toBe(4);
  });

  it("are read by each of several operations for itself", async () => {
    const small = groups.filter(([key]) => key < 2);
    const counts = small.map(([, all]) => [...all].length).sum();
    const areArrays = small.map(([, all]) => Array.isArray(all));
    const [count, kinds] = await compute(counts, areArrays, run);
    expect([count, new Set(kinds)]).toEqual([10, new Set([!isOptimised(run)])]);
  });

  it("name operation and element when a function fails", async () => {
    const failing = groups.map(([key, all]) => {
      for (const x of all) if (x === 7) throw new RangeError(`seven of ${key}`);
      return key;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "map",
      cause: { message: "seven of 3" },
    });
  });
});

describe("groups as iterables", () => {
  it("cannot be read once their task has ended", async () => {
    const kept: Iterable<number>[] = [];
    let begun: Iterator<number> | undefined;
    await groups
      .map(([, all]) => {
        kept.push(all);
        if (begun === undefined) (begun = all[Symbol.iterator]()).next();
      })
      .compute({ ...sync, optimize: true });
    const message =
      'A group of groupBy() with `as: "iterable"` was iterated after its task had ended, when its elements may be gone. Read it in the functions that are given it, or return it: what leaves a task is an array.';
    expect(() => [...kept[0]!]).toThrow(message);
    expect(() => begun!.next()).toThrow(message);
  });

  it("are told of by explain", () => {
    expect(groups.explain()).toContain("3. groupBy of 2: 3 partitions, groups as iterables\n");
    expect(arrays.explain()).toContain("3. groupBy of 2: 3 partitions\n");
  });

  it("have no layer of their own for several readers", () => {
    const both = Bag.concat([groups.map(([key]) => key), groups.map(([, all]) => [...all].length)]);
    expect(both.explain({ optimize: true })).not.toContain("groupBy -> collect");
  });

  it("are asked for by name", () => {
    expect(() => numbers.groupBy((x) => x, { as: "iterator" as "iterable" })).toThrow(InvalidArgumentError);
    expect(() => numbers.groupBy((x) => x, { as: "iterator" as "iterable" })).toThrow(
      'bag.groupBy(): Expected `as` to be "array" or "iterable", got "iterator".',
    );
    const options = { onSelf: (x: number) => x, as: "iterable" };
    expect(() => numbers.cogroup(numbers, options)).toThrow("Unknown option `as`.");
  });

  it("are numbers like any others", async () => {
    const sums = await groups.map(([, all]) => Math.max(...all)).compute(anyhow);
    expectTypeOf(sums).toEqualTypeOf<number[]>();
    expect(sums.sort((a, b) => a - b)).toEqual([16, 17, 18, 19]);
  });
});
