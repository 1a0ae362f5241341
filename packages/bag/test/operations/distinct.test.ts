import { Bag } from "@holdall/bag";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, groupsOf, keys, partitionsOf, splits } from "../keyed.ts";
import { counted, rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.distinct with %o", (run) => {
  it("keeps the first of equal elements, in order of first appearance, in one partition", async () => {
    const letters = Bag.fromSequence("abracadabra", { npartitions: 4 }).distinct();
    expect(letters.npartitions).toBe(1);
    expect(await letters.compute(run)).toEqual(["a", "b", "r", "c", "d"]);
  });

  it("keeps the first element of each key, whole", async () => {
    const people = Bag.fromSequence(
      [
        { name: "Ada", born: 1815 },
        { name: "Alan", born: 1912 },
        { name: "Grace", born: 1906 },
        { name: "Konrad", born: 1912 },
      ],
      { npartitions: 3 },
    );
    const names = (bag: typeof people): Promise<string[]> => bag.pluck("name").compute(run);
    expect(await names(people.distinct({ key: "born" }))).toEqual(["Ada", "Alan", "Grace"]);
    expect(await names(people.distinct({ key: ({ name }) => name[0] }))).toEqual(["Ada", "Grace", "Konrad"]);
    const initials = people.pluck("name").distinct({ key: 0, splitEvery: 2 });
    expect(await initials.compute(run)).toEqual(["Ada", "Grace", "Konrad"]);
  });

  it("takes asynchronous key functions, for all elements or some", async () => {
    const bag = Bag.range(600, { npartitions: 2 });
    const always = bag.distinct({ key: (x) => Promise.resolve([x % 3]) });
    expect(await always.compute(run)).toEqual([0, 1, 2]);
    const sometimes = bag.distinct({ key: (x) => (x % 7 === 0 ? Promise.resolve(x % 5) : x % 5) });
    expect(await sometimes.compute(run)).toEqual([0, 1, 2, 3, 4]);
  });

  it("tells elements apart by value, as a Set does primitives", async () => {
    const bag = Bag.fromSequence([-0, { a: 1, b: 2 }, 0, NaN, { b: 2, a: 1 }, NaN, [1], "1", [1], undefined]);
    const expected = [0, { a: 1, b: 2 }, NaN, [1], "1", undefined];
    expect(await bag.distinct().compute(run)).toEqual(expected);
    expect(await bag.distinct({ key: (x) => x }).compute(run)).toEqual([-0, ...expected.slice(1)]);
  });

  it("keeps what array code keeps, on any partitioning", async () => {
    const records = fc.record({ key: keys, x: fc.integer() });
    await fc.assert(
      fc.asyncProperty(partitionsOf(records), splits, async (partitions, splitEvery) => {
        const bag = bagOf(partitions);
        const groups = groupsOf(partitions.flat(), ({ key }) => key);
        const first = groups.map(({ elements }) => elements[0]);
        expect(await bag.distinct({ key: "key", splitEvery }).compute(run)).toEqual(first);
        expect(await bag.distinct({ key: ({ key }) => key, splitEvery }).compute(run)).toEqual(first);
        const plucked = bag.pluck("key").distinct({ splitEvery });
        expect(await plucked.compute(run)).toEqual(groups.map(({ key }) => key));
      }),
      cases(60),
    );
  });

  it("keeps many distinct elements of many partitions", async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 19_000);
    const bag = Bag.fromSequence(numbers, { npartitions: 150 });
    expect(await bag.distinct({ splitEvery: 5 }).compute(run)).toEqual([...new Set(numbers)]);
    const halves = bag.map((x) => ({ x })).distinct({ key: ({ x }) => x >> 1, splitEvery: 5 });
    const seen = new Set<number>();
    const expected = numbers.filter((x) => !seen.has(x >> 1) && seen.add(x >> 1)).map((x) => ({ x }));
    expect(await halves.compute(run)).toEqual(expected);
  });

  it("calls the key function once for each element", async () => {
    const keyOf = counted((x: number) => x % 5);
    await Bag.range(50, { npartitions: 12 }).distinct({ key: keyOf.fn, splitEvery: 2 }).compute(run);
    expect(keyOf.calls).toBe(50);
  });

  it("can be worked on, and keeps nothing where there is nothing", async () => {
    const letters = Bag.fromSequence("abracadabra", { npartitions: 4 }).distinct();
    const both = Bag.concat([letters.filter((letter) => letter > "b"), letters.take(2)]);
    expect(await both.compute(run)).toEqual(["r", "c", "d", "a", "b"]);
    expect(await letters.count().compute(run)).toBe(5);
    const none = Bag.range(5).filter(() => false);
    expect(await none.distinct().compute(run)).toEqual([]);
    expect(await none.distinct({ key: (x) => -x, splitEvery: 2 }).compute(run)).toEqual([]);
  });

  it("names operation and element for a key that fails or cannot be compared", async () => {
    const bag = Bag.range(8, { npartitions: 2 });
    const failing = bag.distinct({
      key: (x) => (x === 6 ? Promise.reject(new RangeError("six")) : x),
    });
    const place = { operation: "distinct", partition: 1, index: 2 };
    expect(await rejectionOf(failing.compute(run))).toMatchObject({ ...place, cause: { message: "six" } });
    const odd = bag.distinct({ key: (x) => (x === 6 ? new Set([x]) : x) });
    const message = expect.stringMatching(/^Expected the key to be made of .*, got a Set\.$/) as string;
    expect(await rejectionOf(odd.compute(run))).toMatchObject({ ...place, cause: { message } });
    const lacking = bag.map((x) => (x === 6 ? {} : { x })).distinct({ key: "x" as never });
    expect(await rejectionOf(lacking.compute(run))).toMatchObject({
      ...place,
      cause: {
        message:
          'Expected the element to have "x", got an object with keys []. Pass a function to allow that.',
      },
    });
  });
});

describe("bag.distinct", () => {
  it("refuses keys and options that are none", () => {
    const bag = Bag.range(3);
    expect(() => bag.distinct({ key: null as never })).toThrow(
      "bag.distinct(): Expected `key` to be a function, or the name or index of a property, got null.",
    );
    expect(() => bag.distinct({ splitEvery: 1 })).toThrow(
      "bag.distinct(): Expected `splitEvery` to be false or a whole number from 2 up, got 1.",
    );
    expect(() => bag.distinct({ keys: "x" } as never)).toThrow("Did you mean `key`?");
  });
});
