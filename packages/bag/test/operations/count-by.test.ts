import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, groupsOf, keys, partitionsOf } from "../keyed.ts";
import { rejectionOf, runs } from "../schedulers.ts";

const people = Bag.fromSequence(
  [
    { name: "Ada", born: 1815 },
    { name: "Alan", born: 1912 },
    { name: "Grace", born: 1906 },
    { name: "Ada", born: 1985 },
  ],
  { npartitions: 3 },
);

describe.each(runs)("bag.countBy with %o", (run) => {
  it("counts by a property, an index or what a function returns, in order of first appearance", async () => {
    expect(await people.countBy("name").compute(run)).toEqual([
      ["Ada", 2],
      ["Alan", 1],
      ["Grace", 1],
    ]);
    const centuries = people.countBy(({ born }) => Math.ceil(born / 100));
    expect(await centuries.compute(run)).toEqual([
      [19, 1],
      [20, 3],
    ]);
    expect(centuries.npartitions).toBe(1);
    const pairs = Bag.fromSequence<[string, boolean]>([
      ["a", true],
      ["b", false],
      ["c", true],
    ]);
    expect(await pairs.countBy(1).compute(run)).toEqual([
      [true, 2],
      [false, 1],
    ]);
    expect(await Bag.fromSequence(["a", "bb", "c"]).countBy("length").compute(run)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it("awaits asynchronous functions", async () => {
    const bag = Bag.range(5, { npartitions: 2 }).countBy(async (x) => {
      await Promise.resolve();
      return x % 2;
    });
    expect(await bag.compute(run)).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  it("counts what array code counts, on any partitioning", async () => {
    await fc.assert(
      fc.asyncProperty(partitionsOf(keys), async (partitions) => {
        const expected = groupsOf(partitions.flat(), (key) => [key]).map(({ key, elements }) => [
          key,
          elements.length,
        ]);
        expect(
          await bagOf(partitions)
            .countBy((key) => [key])
            .compute(run),
        ).toEqual(expected);
        const records = bagOf(partitions.map((elements) => elements.map((key) => ({ key }))));
        expect(await records.countBy("key").pluck(1).compute(run)).toEqual(
          expected.map(([, count]) => count),
        );
      }),
      cases(40),
    );
  });

  it("names the element whose key is at fault", async () => {
    const failing = people.countBy(({ name }) => {
      if (name === "Grace") throw new RangeError("no key");
      return name;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "countBy",
      partition: 1,
      index: 0,
      cause: { message: "no key" },
    });
    expect(await rejectionOf(people.countBy("age" as "born").compute(run))).toMatchObject({
      operation: "countBy",
      cause: {
        message:
          'Expected the element to have "age", got an object with keys [name, born]. Pass a function to allow that.',
      },
    });
    const missing = Bag.fromSequence<{ a: number } | null>([{ a: 1 }, null], { npartitions: 1 });
    expect(await rejectionOf((missing as Bag<{ a: number }>).countBy("a").compute(run))).toMatchObject({
      index: 1,
      cause: { message: 'Expected the element to have "a", got null. Pass a function to allow that.' },
    });
    expect(await rejectionOf(people.countBy(() => new Map()).compute(run))).toMatchObject({
      operation: "countBy",
      cause: { message: expect.stringContaining("got a Map.") as string },
    });
  });
});

describe("bag.countBy", () => {
  it.each([undefined, null, {}, true, Symbol("a")])("refuses %o as a key", (key) => {
    expect(() => people.countBy(key as never)).toThrow(
      "bag.countBy(): Expected `key` to be a function, or the name or index of a property, got ",
    );
  });
});
