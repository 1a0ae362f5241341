import { Bag, Item, type JoinKind, type Other } from "@holdall/bag";
import { delayed } from "@holdall/core";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { bagOf, keys, partitionsOf } from "../keyed.ts";
import { anyhow, counted, rejectionOf, runs, sync } from "../schedulers.ts";

interface Keyed {
  readonly key: unknown;
  readonly x: number;
}

type Pair = [other: Keyed | undefined, self: Keyed | undefined];

/** What a join comes to, partition by partition, by comparing each element with each. */
function expectedPairs(partitions: readonly Keyed[][], others: readonly Keyed[], how: JoinKind): Pair[][] {
  const isMatch = (a: Keyed, b: Keyed): boolean => isDeepStrictEqual(a.key, b.key);
  const pairs = partitions.map((elements) =>
    elements.flatMap((self): Pair[] => {
      const matches = others.filter((other) => isMatch(other, self));
      if (matches.length > 0) return matches.map((other) => [other, self]);
      return how === "left" || how === "outer" ? [[undefined, self]] : [];
    }),
  );
  if (how === "inner" || how === "left") return pairs;
  const unmatched = others.filter((other) => !partitions.flat().some((self) => isMatch(other, self)));
  return [...pairs, unmatched.map((other): Pair => [other, undefined])];
}

const elements = partitionsOf(fc.record({ key: keys, x: fc.integer() }));
const kinds = fc.constantFrom<JoinKind[]>("inner", "left", "right", "outer");

describe.each(runs)("bag.join with %o", (run) => {
  it("pairs each element with all of the other bag that have its key, in order", async () => {
    const people = Bag.fromSequence(["Ada", "Bob", "Al", "Eve"], { npartitions: 2 });
    const initials = Bag.fromSequence(
      [
        ["A", 1],
        ["E", 2],
        ["A", 3],
        ["Z", 4],
      ] as const,
      { npartitions: 3 },
    );
    const joined = people.join(initials, { onSelf: (name) => name[0], onOther: 0 });
    expect(joined.npartitions).toBe(2);
    expect(await joined.compute(run)).toEqual([
      [["A", 1], "Ada"],
      [["A", 3], "Ada"],
      [["A", 1], "Al"],
      [["A", 3], "Al"],
      [["E", 2], "Eve"],
    ]);
    const left = people.join(initials, { onSelf: (name) => name[0], onOther: 0, how: "left" });
    expect(await left.pluck(0).count().compute(run)).toBe(6);
    expect((await left.compute(run))[2]).toEqual([undefined, "Bob"]);
  });

  it("gives what comparing each with each gives, for any keys and partitions", async () => {
    await fc.assert(
      fc.asyncProperty(elements, elements, kinds, async (partitions, others, how) => {
        const joined = bagOf(partitions).join(bagOf(others), { onSelf: ({ key }) => key, how });
        const expected = expectedPairs(partitions, others.flat(), how);
        expect(joined.npartitions).toBe(expected.length);
        expect(await joined.mapPartitions((pairs) => [pairs]).compute(run)).toEqual(expected);
        expect(await joined.compute(run)).toEqual(expected.flat());
      }),
      cases(60),
    );
  });

  it("does so for more elements, by generated loops", async () => {
    const self = Array.from({ length: 2000 }, (_, i) => (i * i) % 701);
    const other = Array.from({ length: 900 }, (_, i) => (i * 7) % 450);
    const expected = self.flatMap((x) => other.flatMap((y) => (x === y ? [[y, x]] : [])));
    const expectedOuter = [
      ...self.flatMap((x) => {
        const matches = other.filter((y) => x === y);
        return matches.length > 0 ? matches.map((y) => [y, x]) : [[undefined, x]];
      }),
      ...other.filter((y) => !self.includes(y)).map((y) => [y, undefined]),
    ];
    for (const npartitions of [1, 6, 700]) {
      const bag = Bag.fromSequence(self, { npartitions });
      const joined = bag.join(Bag.fromSequence(other, { npartitions }), { onSelf: (x) => x });
      expect(await joined.compute(run)).toEqual(expected);
      const outer = bag.join(Bag.fromSequence(other), { onSelf: (x) => x, how: "outer" });
      expect(await outer.compute(run)).toEqual(expectedOuter);
      const sums = joined.map(([y, x]) => Promise.resolve(x + y)).filter((sum) => sum % 4 === 0);
      expect(await sums.take(50).compute(run)).toEqual(
        expected
          .map(([y, x]) => x! + y!)
          .filter((sum) => sum % 4 === 0)
          .slice(0, 50),
      );
    }
  });

  it("keeps what has no match on either side, those of the other bag last", async () => {
    const [bag, other] = [
      Bag.range(5, { npartitions: 3 }),
      Bag.fromSequence([9, 3, 3, 7], { npartitions: 2 }),
    ];
    const onSelf = (x: number): number => x;
    const right = bag.join(other, { onSelf, how: "right" });
    expect(right.npartitions).toBe(4);
    const unmatched = [
      [9, undefined],
      [7, undefined],
    ];
    const matched = [
      [3, 3],
      [3, 3],
    ];
    expect(await right.compute(run)).toEqual([...matched, ...unmatched]);
    const outer = bag.join(other, { onSelf, how: "outer" });
    expect(await outer.compute(run)).toEqual([
      [undefined, 0],
      [undefined, 1],
      [undefined, 2],
      ...matched,
      [undefined, 4],
      ...unmatched,
    ]);
    expect(await outer.count().compute(run)).toBe(8);
    expect(await outer.enumerate().pluck(0).compute(run)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await outer.take(7).compute(run)).toHaveLength(7);
    expect(await outer.repartition({ npartitions: 2 }).compute(run)).toEqual(await outer.compute(run));
    const others = outer.map(([other, self]) => (self === undefined ? -other : 0)).filter(Boolean);
    expect(await others.compute(run)).toEqual([-9, -7]);
    const appended = Bag.concat([bag, bag]).join(other, { onSelf, how: "right" });
    expect(await appended.compute(run)).toEqual([...matched, ...matched, ...unmatched]);
  });

  it("takes for the other bag whatever holds elements", async () => {
    const bag = Bag.range(4, { npartitions: 2 });
    const others: readonly Other<number>[] = [
      [3, 1],
      new Set([3, 1]),
      Uint8Array.of(3, 1),
      delayed(() => [3, 1])(),
      Item.fromDelayed(delayed(() => new Set([3, 1]))()),
      Bag.fromSequence([3, 0, 1]).filter(Boolean),
    ];
    for (const other of others) {
      expect(await bag.join(other, { onSelf: (x) => x }).compute(run)).toEqual([
        [1, 1],
        [3, 3],
      ]);
    }
  });

  it("awaits asynchronous keys, on either side", async () => {
    const joined = Bag.range(6, { npartitions: 2 }).join([10, 11, 12], {
      onSelf: (x) => Promise.resolve(x % 3),
      onOther: (x) => Promise.resolve(x - 10),
    });
    expect(await joined.starmap((other, self) => other * self).compute(run)).toEqual([0, 11, 24, 30, 44, 60]);
  });

  it("calls key functions once for each element, whatever number of partitions reads the other bag", async () => {
    const [onSelf, onOther] = [counted((x: number) => x % 5), counted((x: number) => x)];
    const joined = Bag.range(40, { npartitions: 8 }).join(Bag.range(5), {
      onSelf: onSelf.fn,
      onOther: onOther.fn,
    });
    expect(await joined.count().compute(run)).toBe(40);
    expect([onSelf.calls, onOther.calls]).toEqual([40, 5]);
  });

  it("has nothing to pair where one of both bags is empty", async () => {
    const [bag, empty] = [Bag.range(3), Bag.fromSequence<number>([])];
    const onSelf = (x: number): number => x;
    expect(await bag.join(empty, { onSelf }).compute(run)).toEqual([]);
    expect(await empty.join(bag, { onSelf }).compute(run)).toEqual([]);
    expect(await empty.join([], { onSelf, how: "left" }).compute(run)).toEqual([]);
    expect(await empty.join(empty, { onSelf, how: "outer" }).compute(run)).toEqual([]);
    expect(await bag.join(empty, { onSelf, how: "right" }).compute(run)).toEqual([]);
    expect(await empty.join(new Set([1, 2]), { onSelf, how: "right" }).compute(run)).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    expect(await bag.join(empty, { onSelf, how: "left" }).compute(run)).toEqual([
      [undefined, 0],
      [undefined, 1],
      [undefined, 2],
    ]);
  });

  it("joins a bag with itself, and appended and joined ones again", async () => {
    const bag = Bag.range(6, { npartitions: 3 });
    const self = bag.join(bag, { onSelf: (x) => x % 3, onOther: (x) => x - 3 });
    expect(await self.compute(run)).toEqual([
      [3, 0],
      [4, 1],
      [5, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
    const again = Bag.concat([self, self])
      .join(self, { onSelf: 1 })
      .map(([[a], [b, c]]) => a + b + c);
    expect(await again.sum().compute(run)).toBe(126);
  });

  it("names operation and element when a key cannot be found", async () => {
    const bag = Bag.range(8, { npartitions: 2 });
    const fail = (x: number): number => {
      if (x === 6) throw new RangeError("six");
      return x;
    };
    const told = { operation: "join", partition: 1, index: 2, cause: { message: "six" } };
    const onSelf = (x: number): number => x;
    expect(await rejectionOf(bag.join(bag, { onSelf: fail, onOther: onSelf }).compute(run))).toMatchObject(
      told,
    );
    expect(await rejectionOf(bag.join(bag, { onSelf, onOther: fail }).compute(run))).toMatchObject(told);
    const odd = (x: number): unknown => (x === 5 ? [() => x] : x);
    for (const options of [
      { onSelf: odd, onOther: onSelf },
      { onSelf, onOther: odd },
    ])
      expect(await rejectionOf(bag.join(bag, options).compute(run))).toMatchObject({
        operation: "join",
        index: 1,
      });
  });

  it("does not take for its own the errors of what comes after", async () => {
    const joined = Bag.range(8, { npartitions: 2 }).join(Bag.range(8), {
      onSelf: (x) => (x === 5 ? Promise.resolve(6) : 6),
      onOther: (x) => (x === 3 ? 6 : x),
    });
    const failing = joined.map(([other, self]) => {
      if (self === 5 && other === 6) throw new RangeError("five");
      return self;
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "map",
      partition: 1,
      index: 3,
      cause: { message: "five" },
    });
  });
});

describe("bag.join", () => {
  it("is part of one loop with what is before and after", () => {
    const joined = Bag.range(100, { npartitions: 4 })
      .map((x) => x + 1)
      .join(Bag.range(9, { npartitions: 3 }), { onSelf: (x) => x })
      .map(([, x]) => x);
    expect(joined.explain({ optimize: true })).toContain(
      [
        "  3 tasks: range -> join",
        "  1 task: join -> mergeKeyed",
        "  4 tasks: range -> map -> join -> map -> collect",
      ].join("\n"),
    );
  });

  it("does the work for the other bag once for several joins", async () => {
    const onOther = counted((x: number) => x);
    const other = Bag.range(10, { npartitions: 2 });
    const join = (bag: Bag<number>): Bag<[number, number]> =>
      bag.join(other, { onSelf: (x) => x, onOther: onOther.fn });
    const both = Bag.concat([join(Bag.range(5)), join(Bag.range(7))]);
    expect(await both.count().compute(anyhow)).toBe(12);
    expect(onOther.calls).toBe(10);
  });

  it("reads the other bag from what a delayed generator yields", async () => {
    const other = delayed(async function* () {
      yield await Promise.resolve(3);
      yield 1;
    })();
    // Generators do not leave their thread.
    expect(
      await Bag.range(4)
        .join(other, { onSelf: (x) => x })
        .compute(sync),
    ).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  it("refuses what is no bag, no key and no kind of join", () => {
    const bag = Bag.range(3);
    const onSelf = (x: number): number => x;
    expect(() => bag.join(3 as never, { onSelf })).toThrow(
      "bag.join(): Expected `other` to be a Bag, an Item, a Delayed or an iterable, got 3.",
    );
    expect(() => bag.join(bag, {} as never)).toThrow(
      "bag.join(): Expected `onSelf` to be a function, or the name or index of a property, got undefined.",
    );
    expect(() => bag.join(bag, { onSelf, onOther: null } as never)).toThrow(
      "Expected `onOther` to be a function",
    );
    expect(() => bag.join(bag, { onSelf, how: "cross" } as never)).toThrow("Expected `how` to be");
    expect(() => bag.join(bag, { onself: onSelf } as never)).toThrow("Did you mean `onSelf`?");
    expect(() => bag.join(bag, undefined as never)).toThrow("bag.join():");
  });

  it("leaves an array of the user's as it is", async () => {
    const other = Object.freeze([1, 2]);
    expect(
      await Bag.range(3)
        .join(other, { onSelf: (x) => x })
        .count()
        .compute(sync),
    ).toBe(2);
  });
});
