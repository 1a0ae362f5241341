import { Bag, type Item } from "@holdall/bag";
import { compute, passesOf, type Collection, type TaskError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { anyhow, rejectionOf, runs, sync, type Run } from "./schedulers.ts";

const cuts = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 1, max: 12 }).map((npartitions) => ({ npartitions })),
  fc.integer({ min: 1, max: 12 }).map((partitionSize) => ({ partitionSize })),
);
const passes = fc.record(Object.fromEntries(Object.keys(passesOf(true)).map((name) => [name, fc.boolean()])));
const run = fc.oneof(
  fc.constantFrom(...runs),
  passes.map((optimize) => ({ ...anyhow, optimize })),
);
const integers = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 });

/** An operation on bags, and the same on arrays. */
interface Operation {
  readonly name: string;
  readonly ofBag: (bag: Bag<number>) => Bag<number>;
  readonly ofArray: (array: number[]) => number[];
}

const unlessFour = (x: number): number => {
  if (x % 4 === 0) throw new RangeError("four");
  return x;
};

const operations: readonly Operation[] = [
  { name: "map", ofBag: (bag) => bag.map((x) => 3 * x + 1), ofArray: (array) => array.map((x) => 3 * x + 1) },
  {
    name: "map, now and then asynchronous",
    ofBag: (bag) => bag.map((x) => (x % 3 === 0 ? Promise.resolve(x + 1) : x - 1)),
    ofArray: (array) => array.map((x) => (x % 3 === 0 ? x + 1 : x - 1)),
  },
  {
    name: "map, with errors skipped",
    ofBag: (bag) => bag.map(unlessFour, { onError: "skip" }),
    ofArray: (array) => array.filter((x) => x % 4 !== 0),
  },
  {
    name: "map, with errors replaced, several at once",
    ofBag: (bag) =>
      bag.map((x) => Promise.resolve(x).then(unlessFour), {
        onError: (_, x, { index }) => (index >= 0 ? x + 1 : NaN),
        concurrency: 3,
      }),
    ofArray: (array) => array.map((x) => (x % 4 === 0 ? x + 1 : x)),
  },
  {
    name: "mapSettled",
    ofBag: (bag) =>
      bag
        .mapSettled(unlessFour)
        .filter((settled) => settled.status === "fulfilled")
        .map((settled) => settled.value),
    ofArray: (array) => array.filter((x) => x % 4 !== 0),
  },
  {
    name: "map with a context",
    ofBag: (bag) => bag.map((x, { index }) => (index >= 0 ? x : NaN), { context: true }),
    ofArray: (array) => array,
  },
  {
    name: "filter",
    ofBag: (bag) => bag.filter((x) => x % 2),
    ofArray: (array) => array.filter((x) => x % 2),
  },
  {
    name: "remove",
    ofBag: (bag) => bag.remove((x) => x > 5),
    ofArray: (array) => array.filter((x) => x <= 5),
  },
  {
    name: "flatMap",
    ofBag: (bag) => bag.flatMap((x) => [x, -x].slice(x % 3 === 0 ? 1 : 0)),
    ofArray: (array) => array.flatMap((x) => [x, -x].slice(x % 3 === 0 ? 1 : 0)),
  },
  {
    name: "pluck",
    ofBag: (bag) => bag.map((x) => ({ x })).pluck("x"),
    ofArray: (array) => array,
  },
  {
    name: "starmap",
    ofBag: (bag) => bag.map((x): [number, number] => [x, 2]).starmap((x, y) => x * y),
    ofArray: (array) => array.map((x) => x * 2),
  },
  {
    name: "tap",
    ofBag: (bag) => bag.tap((x) => (x % 5 === 0 ? Promise.resolve() : x)),
    ofArray: (array) => array,
  },
  {
    name: "enumerate",
    ofBag: (bag) => bag.enumerate().starmap((i, x) => x - i),
    ofArray: (array) => array.map((x, i) => x - i),
  },
  {
    name: "batch",
    ofBag: (bag) => bag.batch(3).flatten(),
    ofArray: (array) => array,
  },
  {
    name: "window of one",
    ofBag: (bag) => bag.window(1).starmap((x) => x),
    ofArray: (array) => array,
  },
  {
    name: "zip and unzip",
    ofBag: (bag) =>
      Bag.zip(
        bag,
        bag.map((x) => -x),
      ).unzip(2)[1],
    ofArray: (array) => array.map((x) => -x),
  },
  {
    name: "mapPartitions",
    ofBag: (bag) =>
      bag.mapPartitions(function* (elements) {
        for (const x of elements) if (x !== 7) yield x + 7;
      }),
    ofArray: (array) => array.filter((x) => x !== 7).map((x) => x + 7),
  },
  { name: "take", ofBag: (bag) => bag.take(11), ofArray: (array) => array.slice(0, 11) },
  {
    name: "concat",
    ofBag: (bag) => Bag.concat([bag, bag.map((x) => -x)]),
    ofArray: (array) => [...array, ...array.map((x) => -x)],
  },
  { name: "distinct", ofBag: (bag) => bag.distinct(), ofArray: (array) => [...new Set(array)] },
  {
    name: "union",
    ofBag: (bag) => bag.union(bag.map((x) => x % 10)),
    ofArray: (array) => [...new Set([...array, ...array.map((x) => x % 10)])],
  },
  {
    name: "intersection",
    ofBag: (bag) => bag.intersection(bag.map((x) => x % 50)),
    ofArray: (array) => {
      const others = new Set(array.map((x) => x % 50));
      return [...new Set(array)].filter((x) => others.has(x));
    },
  },
  {
    name: "difference",
    ofBag: (bag) => bag.difference([0, 1, 7]),
    ofArray: (array) => [...new Set(array)].filter((x) => ![0, 1, 7].includes(x)),
  },
  {
    name: "topk",
    ofBag: (bag) => bag.topk(9, { key: (x) => (x % 3 === 0 ? Promise.resolve(x % 7) : x % 7) }),
    ofArray: (array) => array.toSorted((a, b) => (b % 7) - (a % 7)).slice(0, 9),
  },
  {
    name: "join",
    ofBag: (bag) => bag.join([1, 4, 2, 1], { onSelf: (x) => Math.abs(x % 5) }).starmap((y, x) => x - y),
    ofArray: (array) =>
      array.flatMap((x) => [1, 4, 2, 1].filter((y) => y === Math.abs(x % 5)).map((y) => x - y)),
  },
  {
    name: "lockstep",
    ofBag: (bag) => bag.map((x, y) => x + y, bag),
    ofArray: (array) => array.map((x) => x + x),
  },
  {
    name: "broadcast",
    ofBag: (bag) => bag.map((x, total) => x + total, bag.sum()),
    ofArray: (array) => {
      const total = array.reduce((a, b) => a + b, 0);
      return array.map((x) => x + total);
    },
  },
];

const programs = fc.array(fc.constantFrom(...operations), { maxLength: 5 });

describe("any program on any partitioning", () => {
  it("gives what plain array code gives, on every scheduler, optimised or not", async () => {
    await fc.assert(
      fc.asyncProperty(integers, cuts, programs, run, async (array, cut, program, options) => {
        const bag = program.reduce((bag, { ofBag }) => ofBag(bag), Bag.fromSequence(array, cut));
        const expected = program.reduce((array, { ofArray }) => ofArray(array), array);
        expect(await bag.compute(options)).toEqual(expected);
      }),
      cases(300),
    );
  });

  it("does so by generated loops, which are made for more elements", async () => {
    const many = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 300, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(many, programs, run, async (array, program, options) => {
        const bag = program.reduce(
          (bag, { ofBag }) => ofBag(bag),
          Bag.fromSequence(array, { npartitions: 1 }),
        );
        const expected = program.reduce((array, { ofArray }) => ofArray(array), array);
        expect(await bag.compute(options)).toEqual(expected);
      }),
    );
  });

  it("reduces to what plain array code reduces to", async () => {
    await fc.assert(
      fc.asyncProperty(integers, cuts, programs, run, async (array, cut, program, options) => {
        const bag = program.reduce((bag, { ofBag }) => ofBag(bag), Bag.fromSequence(array, cut));
        const expected = program.reduce((array, { ofArray }) => ofArray(array), array);
        expect(await bag.count().compute(options)).toBe(expected.length);
        expect(await bag.sum().compute(options)).toBe(expected.reduce((a, b) => a + b, 0));
        const most = bag.fold((a, b) => Math.max(a, b), { initial: -Infinity });
        expect(await most.compute(options)).toBe(expected.reduce((a, b) => Math.max(a, b), -Infinity));
      }),
    );
  });
});

describe("an error", () => {
  const failing: readonly ((bag: Bag<number>, fail: (x: number) => number) => Collection)[] = [
    (bag, fail) => bag.map(fail),
    (bag, fail) => bag.map((x) => Promise.resolve(x).then(fail)),
    (bag, fail) => bag.filter(fail),
    (bag, fail) => bag.map((x) => x).flatMap((x) => [fail(x)]),
    (bag, fail) => bag.fold((_, x) => fail(x), { initial: 0 }),
    (bag, fail) => bag.countBy(fail),
    (bag, fail) =>
      bag.foldBy(
        (x) => Promise.resolve(x).then(fail),
        (a) => a,
      ),
    (bag, fail) =>
      bag.foldBy(
        (x) => x % 5,
        (_: number, x) => fail(x),
        { initial: 0, combine: (a) => a },
      ),
    (bag, fail) => bag.groupBy((x) => (x % 2 === 0 ? Promise.resolve(x).then(fail) : fail(x))),
    (bag, fail) => bag.sortBy(fail),
    (bag, fail) => bag.distinct({ key: (x) => (x % 3 === 0 ? Promise.resolve(fail(x)) : fail(x)) }),
    (bag, fail) => bag.intersection([0.1, 0.2], { key: (x) => [fail(x)] }),
    (bag, fail) => bag.topk(3, { key: (x) => Promise.resolve(x).then(fail) }),
  ];

  it("names the element by its place in the partition that the operation was given", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ array: integers, cut: cuts, program: programs, options: run }),
        fc.record({ createFailing: fc.constantFrom(...failing), pick: fc.nat(), isAlone: fc.boolean() }),
        async ({ array, cut, program, options }, { createFailing, pick, isAlone }) => {
          const bag = program.reduce((bag, { ofBag }) => ofBag(bag), Bag.fromSequence(array, cut));
          const partitions = await bag.mapPartitions((partition) => [partition]).compute(sync);
          const elements = partitions.flat();
          fc.pre(elements.length > 0);
          const unlucky = elements[pick % elements.length]!;
          const fail = (x: number): number => {
            if (x === unlucky) throw new RangeError("unlucky");
            return x;
          };
          // What others read too is made first, and the operation begins with that.
          const others = isAlone ? [] : [bag, bag.sum()];
          const error = await rejectionOf(compute(createFailing(bag, fail), ...others, options));
          const { partition, index } = error as TaskError;
          expect(partitions[partition]![index!]! === unlucky).toBe(true);
        },
      ),
      cases(300),
    );
  });
});

describe("what is needed of elements", () => {
  const things = fc.array(
    fc.oneof(
      fc.record({ name: fc.string(), age: fc.option(fc.integer()) }, { requiredKeys: [] }),
      fc.constantFrom<unknown>(null, undefined, "text", 7, [1], new Map()),
    ),
    { maxLength: 20 },
  );
  const fallbacks = fc.constantFrom<[] | [unknown]>([], [undefined], [0]);
  const reads: readonly ((bag: Bag<unknown>) => Bag<unknown> | Item<number>)[] = [
    (bag) => bag,
    (bag) => bag.count(),
    (bag) => bag.randomSample(0.5, 1).count(),
    (bag) => bag.filter(Boolean).count(),
    (bag) => bag.map((x) => typeof x),
  ];

  it("changes no result and no error", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ items: things, options: run }),
        fc.record({
          key: fc.constantFrom<PropertyKey | string[]>("name", "age", 0, ["age", "name"]),
          fallback: fallbacks,
          read: fc.constantFrom(...reads),
        }),
        async ({ items, options }, { key, fallback, read }) => {
          // Of errors in several partitions any may be the first.
          const all = Bag.fromSequence(items as Record<PropertyKey, unknown>[], { npartitions: 1 });
          const plucked = read(all.pluck(key as string, ...(fallback as [unknown])));
          const outcomeOf = (run: Run): Promise<unknown> =>
            plucked.compute(run).catch(({ operation, partition, index, cause }: TaskError) => ({
              operation,
              partition,
              index,
              cause,
            }));
          expect(await outcomeOf(options)).toEqual(await outcomeOf({ ...sync, optimize: false }));
        },
      ),
      cases(300),
    );
  });
});

describe("partitions one by one", () => {
  it("are what compute puts together, as delayeds and in a loop", async () => {
    await fc.assert(
      fc.asyncProperty(integers, cuts, programs, run, async (array, cut, program, options) => {
        const bag = program.reduce((bag, { ofBag }) => ofBag(bag), Bag.fromSequence(array, cut));
        const expected = program.reduce((array, { ofArray }) => ofArray(array), array);
        const [partitions] = await compute(bag.toDelayed(), options);
        expect(partitions).toHaveLength(bag.npartitions);
        expect(partitions.flat()).toEqual(expected);
        const walked: number[] = [];
        for await (const element of bag.iterate(options)) walked.push(element);
        expect(walked).toEqual(expected);
      }),
    );
  });
});

describe("reductions", () => {
  const splits = fc.oneof(fc.integer({ min: 2, max: 12 }), fc.constant(false as const));

  it("do not depend on splitEvery, for functions that are associative", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string(), { maxLength: 60 }),
        cuts,
        splits,
        async (array, cut, splitEvery) => {
          const folded = Bag.fromSequence(array, cut).fold((a, b) => a + b, { initial: "", splitEvery });
          expect(await folded.compute(anyhow)).toBe(array.join(""));
        },
      ),
    );
  });

  it("see every element of every partition once, in order", async () => {
    await fc.assert(
      fc.asyncProperty(integers, cuts, splits, run, async (array, cut, splitEvery, options) => {
        const joined = Bag.fromSequence(array, cut).reduction(
          (elements) => [...elements],
          (partials) => partials.flat(),
          { splitEvery },
        );
        expect(await joined.compute(options)).toEqual(array);
      }),
    );
  });

  it("agree to the last bit for floating-point numbers, whatever runs them", async () => {
    const floats = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(floats, cuts, async (array, cut) => {
        const item = Bag.fromSequence(array, cut).sum();
        const sums = await Promise.all(runs.map((options) => item.compute(options)));
        expect(sums.every((sum) => Object.is(sum, sums[0]))).toBe(true);
        expect(Object.is(item.computeSync(), sums[0])).toBe(true);
      }),
    );
  });

  it("add up partitions from left to right, then their sums in a tree", async () => {
    const array = Array.from({ length: 1000 }, (_, i) => 1 / (i + 1));
    let level: number[] = [];
    for (let i = 0; i < 1000; i += 4) level.push(array.slice(i, i + 4).reduce((a, b) => a + b, 0));
    while (level.length > 1) {
      const next: number[] = [];
      for (let i = 0; i < level.length; i += 8) next.push(level.slice(i, i + 8).reduce((a, b) => a + b, 0));
      level = next;
    }
    expect(await Bag.fromSequence(array, { partitionSize: 4 }).sum().compute(anyhow)).toBe(level[0]);
  });
});
