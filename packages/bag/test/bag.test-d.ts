import {
  arraySplit,
  Bag,
  concatenate,
  Item,
  random,
  type ElementContext,
  type ElementOptions,
} from "@holdall/bag";
import { compute, delayed } from "@holdall/core";
import { describe, expectTypeOf, it } from "vitest";

const numbers = Bag.fromSequence([1, 2, 3]);
const words = Bag.fromSequence(["a", "b"]);

describe("types of sources", () => {
  it("are those of the elements", () => {
    expectTypeOf(numbers).toEqualTypeOf<Bag<number>>();
    expectTypeOf(Bag.fromSequence("ab")).toEqualTypeOf<Bag<string>>();
    expectTypeOf(Bag.fromSequence(Float64Array.of(1))).toEqualTypeOf<Bag<number>>();
    expectTypeOf(Bag.fromSequence(BigInt64Array.of(1n))).toEqualTypeOf<Bag<bigint>>();
    expectTypeOf(Bag.fromSequence(new Map<string, number>())).toEqualTypeOf<Bag<[string, number]>>();
    expectTypeOf(Bag.range(0, 10, 2, { npartitions: 2 })).toEqualTypeOf<Bag<number>>();
    expectTypeOf(Bag.fromDelayed([delayed(() => ["a"])()])).toEqualTypeOf<Bag<string>>();
    expectTypeOf(
      Bag.from(
        (async function* () {
          yield await Promise.resolve("a");
        })(),
      ),
    ).toEqualTypeOf<Bag<string>>();
    expectTypeOf(Bag.from([1])).toEqualTypeOf<Bag<number>>();
    expectTypeOf(Bag.concat([numbers, words])).toEqualTypeOf<Bag<string | number>>();
    expectTypeOf(Bag.concat([])).toEqualTypeOf<Bag<never>>();
  });

  it("refuse what is not iterable, and what is no option", () => {
    // @ts-expect-error a number is not iterable
    Bag.fromSequence(3);
    // @ts-expect-error nor is it asynchronously
    Bag.from(3);
    // @ts-expect-error how many elements there will be is not known
    Bag.from([1], { partitionSize: 2 });
    // @ts-expect-error the option is called npartitions
    Bag.fromSequence([1], { partitions: 3 });
    // @ts-expect-error a range has no partition size
    Bag.range(3, { partitionSize: 2 });
    // @ts-expect-error bags are made by static methods
    new Bag({});
  });

  it("tell bags from other values", () => {
    const value: unknown = numbers;
    if (Bag.is(value)) expectTypeOf(value).toEqualTypeOf<Bag<unknown>>();
  });

  it("make a bag of a type a bag of a wider type", () => {
    expectTypeOf(numbers).toExtend<Bag<number | string>>();
    expectTypeOf(numbers).toExtend<Bag<unknown>>();
    expectTypeOf(numbers).not.toExtend<Bag<string>>();
  });
});

describe("types of element-wise operations", () => {
  it("follow the functions", () => {
    expectTypeOf(numbers.map((x) => `${x}`)).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.map((x) => Promise.resolve([x]))).toEqualTypeOf<Bag<number[]>>();
    expectTypeOf(numbers.map((x) => (x > 1 ? Promise.resolve("a") : x))).toEqualTypeOf<
      Bag<string | number>
    >();
    expectTypeOf(
      numbers.map(function* (x) {
        yield `${x}`;
      }),
    ).toEqualTypeOf<Bag<string[]>>();
    expectTypeOf(numbers.flatMap((x) => new Set([`${x}`]))).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.flatMap((x) => Promise.resolve(`${x}`))).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.mapPartitions((all) => all.map(String))).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.take(2)).toEqualTypeOf<Bag<number>>();
    expectTypeOf(numbers.repartition({ npartitions: 2 })).toEqualTypeOf<Bag<number>>();
    expectTypeOf(numbers.product(words)).toEqualTypeOf<Bag<[number, string]>>();
  });

  it("take options last", () => {
    const load = (x: number): Promise<string> => Promise.resolve(`${x}`);
    expectTypeOf(numbers.map(load, { concurrency: 4 })).toEqualTypeOf<Bag<string>>();
    numbers.map(
      (x, word, total) => {
        expectTypeOf({ x, word, total }).toEqualTypeOf<{ x: number; word: string; total: number }>();
      },
      words,
      numbers.sum(),
      { concurrency: 4 },
    );
    // What looks like options is an argument where options come after it.
    numbers.map(
      (_, limits) => expectTypeOf(limits).toEqualTypeOf<{ concurrency: number }>(),
      { concurrency: 2 },
      {
        concurrency: 1,
      },
    );
    numbers.map((_, rest) => expectTypeOf(rest).toEqualTypeOf<{ tolerance: number }>(), { tolerance: 2 });
    expectTypeOf(Bag.map((x, word) => `${x}${word}`, numbers, words, { concurrency: 2 })).toEqualTypeOf<
      Bag<string>
    >();
    expectTypeOf(words.flatMap((word) => word, { concurrency: 2 })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.filter((x) => x > 1, { concurrency: 2 })).toEqualTypeOf<Bag<number>>();
    // @ts-expect-error it is a number
    numbers.map((x) => x, { concurrency: "2" });
    // @ts-expect-error there is no such option
    numbers.map((x) => x, { concurrency: 2, tolerance: 1 });
    // @ts-expect-error nothing is left for a second argument
    numbers.map((x, y: number) => x + y, { concurrency: 2 });
    // @ts-expect-error there is no such option
    numbers.filter((x) => x, { concurency: 2 });
  });

  it("take options that are made elsewhere, and may be left out", () => {
    const some: { concurrency?: number } = {};
    expectTypeOf(numbers.map((x) => x, some)).toEqualTypeOf<Bag<number>>();
    const any: ElementOptions<number, string> = { onError: () => "bad" };
    expectTypeOf(numbers.map((x) => x, any)).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(numbers.map((_, context?: ElementContext) => context?.index, any)).toEqualTypeOf<
      Bag<number | undefined | string>
    >();
    expectTypeOf(Bag.map((x) => x, numbers, any)).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(numbers.flatMap((x) => [x], some)).toEqualTypeOf<Bag<number>>();
    const checked: ElementOptions<number, boolean> = { onError: () => true };
    expectTypeOf(numbers.filter((x) => x > 1, checked)).toEqualTypeOf<Bag<number>>();
    const plain: ElementOptions = { concurrency: 2 };
    expectTypeOf(numbers.map((x) => x, plain)).toEqualTypeOf<Bag<unknown>>();
    expectTypeOf(numbers.filter((x) => x > 1, plain)).toEqualTypeOf<Bag<number>>();
    expectTypeOf(numbers.map((x, given) => [x, given], undefined)).toEqualTypeOf<
      Bag<(number | undefined)[]>
    >();
    // @ts-expect-error they are no argument
    numbers.map((x, limits) => [x, limits], some);
    // @ts-expect-error what is done about errors is for elements of another type
    words.map((word) => word, any);
    // What has any names may be an argument, and so may what nothing is known of.
    const table: Record<string, number> = {};
    numbers.map((_, given) => expectTypeOf(given).toEqualTypeOf<Record<string, number>>(), table);
    numbers.map((_, given) => expectTypeOf(given).toEqualTypeOf<unknown>(), table as unknown);
  });

  it("follow the arguments", () => {
    numbers.map(
      (x, word, total, list, flag) => {
        expectTypeOf({ x, word, total, list, flag }).toEqualTypeOf<{
          x: number;
          word: string;
          total: number;
          list: string[];
          flag: boolean;
        }>();
      },
      words,
      numbers.sum(),
      delayed(() => ["a"])(),
      Math.random() > 2,
    );
    numbers.mapPartitions(
      (all, others, total) => {
        expectTypeOf({ all, others, total }).toEqualTypeOf<{
          all: number[];
          others: string[];
          total: number;
        }>();
        return others;
      },
      words,
      numbers.sum(),
    );
    expectTypeOf(Bag.map((x, word) => [x, word] as const, numbers, words)).toEqualTypeOf<
      Bag<readonly [number, string]>
    >();
  });

  it("narrow by type guards and by Boolean", () => {
    const mixed = Bag.fromSequence<number | string | null>([1, "a", null]);
    const isString = (x: unknown): x is string => typeof x === "string";
    expectTypeOf(mixed.filter(isString)).toEqualTypeOf<Bag<string>>();
    expectTypeOf(mixed.remove(isString)).toEqualTypeOf<Bag<number | null>>();
    expectTypeOf(mixed.filter(Boolean)).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(mixed.filter((x) => x)).toEqualTypeOf<Bag<number | string | null>>();
    expectTypeOf(mixed.filter(() => Promise.resolve(true))).toEqualTypeOf<Bag<number | string | null>>();
  });

  it("know properties by key", () => {
    const people = Bag.fromSequence<{ name: string; age?: number }>([]);
    expectTypeOf(people.pluck("name")).toEqualTypeOf<Bag<string>>();
    expectTypeOf(people.pluck("age", null)).toEqualTypeOf<Bag<number | undefined | null>>();
    expectTypeOf(people.pluck(["age", "name"])).toEqualTypeOf<Bag<[number | undefined, string]>>();
    expectTypeOf(Bag.fromSequence<[string, Date]>([]).pluck(1)).toEqualTypeOf<Bag<Date>>();
    // @ts-expect-error there is no such property
    people.pluck("nam");
    const shapes = Bag.fromSequence<{ name: string; r: number } | { name: string; a: Date }>([]);
    expectTypeOf(shapes.pluck("name")).toEqualTypeOf<Bag<string>>();
    expectTypeOf(shapes.pluck("r", null)).toEqualTypeOf<Bag<number | null>>();
    expectTypeOf(shapes.pluck(["name", "a"], null)).toEqualTypeOf<Bag<[string | null, Date | null]>>();
    // @ts-expect-error not all have it, and nothing stands for it
    shapes.pluck("r");
    // @ts-expect-error none has it
    shapes.pluck("side", null);
  });

  it("flatten iterables only", () => {
    expectTypeOf(Bag.fromSequence([[1], [2]]).flatten()).toEqualTypeOf<Bag<number>>();
    expectTypeOf(words.flatten()).toEqualTypeOf<Bag<string>>();
    expectTypeOf(Bag.fromSequence<string[] | Set<number>>([]).flatten()).toEqualTypeOf<
      Bag<string | number>
    >();
    expectTypeOf(Bag.fromSequence([[["a"]], [["b"]]] as const).flatten()).toEqualTypeOf<
      Bag<readonly ["a"] | readonly ["b"]>
    >();
    // @ts-expect-error numbers are not iterable
    numbers.flatten();
    // @ts-expect-error the function returns what is not iterable
    numbers.flatMap((x) => x);
  });
});

describe("types of reductions", () => {
  it("are those of the results", () => {
    expectTypeOf(words.count()).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.sum()).toEqualTypeOf<Item<number>>();
    expectTypeOf(words.max()).toEqualTypeOf<Item<string>>();
    expectTypeOf(numbers.min()).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.mean({ splitEvery: false })).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.variance({ ddof: 1 })).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.std()).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.quantile(0.5)).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.quantile([0.1, 0.9])).toEqualTypeOf<Item<number[]>>();
    expectTypeOf(numbers.histogram({ bins: [0, 1], splitEvery: 2 })).toEqualTypeOf<
      Item<{ readonly edges: number[]; readonly counts: number[] }>
    >();
    expectTypeOf(numbers.describe().apply(({ q25, q75 }) => q75 - q25)).toEqualTypeOf<Item<number>>();
    expectTypeOf(numbers.fold((a, b) => a + b)).toEqualTypeOf<Item<number>>();
    expectTypeOf(
      words.fold((seen: Set<string>, word) => seen.add(word), {
        initial: () => new Set<string>(),
        combine: (a, b) => new Set([...a, ...b]),
      }),
    ).toEqualTypeOf<Item<Set<string>>>();
    expectTypeOf(
      words.reduction(
        (all) => all.length,
        (partials) => Math.max(...partials),
      ),
    ).toEqualTypeOf<Item<number>>();
    expectTypeOf(
      words.reduction(
        (all) => Promise.resolve(all.length),
        (partials) => partials.join(),
        { splitEvery: false },
      ),
    ).toEqualTypeOf<Item<string>>();
    expectTypeOf(numbers.sum().apply((x) => Promise.resolve(`${x}`))).toEqualTypeOf<Item<string>>();
  });

  it("join arrays and typed arrays", () => {
    expectTypeOf(Bag.fromSequence([[1], [2]]).concatenate()).toEqualTypeOf<Item<number[]>>();
    expectTypeOf(numbers.map((x) => new Float64Array(x)).concatenate()).toEqualTypeOf<
      Item<Float64Array<ArrayBuffer>>
    >();
    expectTypeOf(concatenate(arraySplit(new Int8Array(3), 2))).toEqualTypeOf<Int8Array<ArrayBuffer>>();
    expectTypeOf(concatenate([["a"], ["b"]])).toEqualTypeOf<string[]>();
    expectTypeOf(concatenate([["a"], [1]])).toEqualTypeOf<(string | number)[]>();
    expectTypeOf(Bag.fromSequence<string[] | readonly number[]>([]).concatenate()).toEqualTypeOf<
      Item<(string | number)[]>
    >();
    // A new one is made, of the kind itself: of buffers no buffer.
    expectTypeOf(concatenate([Buffer.from("a")])).toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expectTypeOf(words.map((word) => Buffer.from(word)).concatenate()).toEqualTypeOf<
      Item<Uint8Array<ArrayBuffer>>
    >();
    expectTypeOf(arraySplit(["a"], 2)).toEqualTypeOf<string[][]>();
    // @ts-expect-error numbers are no arrays
    numbers.concatenate();
  });

  it("are truth values, or an element that may not be there", () => {
    const mixed = Bag.fromSequence<number | string | null>([1, "a", null]);
    const isString = (x: unknown): x is string => typeof x === "string";
    expectTypeOf(numbers.any()).toEqualTypeOf<Item<boolean>>();
    expectTypeOf(words.any((word) => word.length)).toEqualTypeOf<Item<boolean>>();
    expectTypeOf(numbers.all()).toEqualTypeOf<Item<boolean>>();
    expectTypeOf(numbers.all((x) => Promise.resolve(x > 1))).toEqualTypeOf<Item<boolean>>();
    expectTypeOf(words.find((word) => word.length > 1)).toEqualTypeOf<Item<string | undefined>>();
    expectTypeOf(mixed.find(isString)).toEqualTypeOf<Item<string | undefined>>();
    expectTypeOf(mixed.find((x) => Promise.resolve(x))).toEqualTypeOf<
      Item<number | string | null | undefined>
    >();
    // @ts-expect-error the elements are numbers
    numbers.any((x: string) => x);
    // @ts-expect-error the elements are numbers
    numbers.all((x: string) => x);
    // @ts-expect-error there is nothing to look for
    numbers.find();
  });

  it("count by elements and keys", () => {
    expectTypeOf(words.frequencies({ sort: true })).toEqualTypeOf<Bag<[string, number]>>();
    expectTypeOf(words.countBy("length")).toEqualTypeOf<Bag<[number, number]>>();
    expectTypeOf(words.countBy((word) => word === "a")).toEqualTypeOf<Bag<[boolean, number]>>();
    expectTypeOf(words.countBy((word) => Promise.resolve([word]))).toEqualTypeOf<Bag<[string[], number]>>();
    expectTypeOf(Bag.fromSequence<[string, Date]>([]).countBy(1)).toEqualTypeOf<Bag<[Date, number]>>();
    // @ts-expect-error words have no such property
    words.countBy("size");
    // @ts-expect-error the greatest counts come first, or those that appear first
    words.frequencies({ sort: "ascending" });
  });

  it("fold by keys", () => {
    const add = (a: number, b: number): number => a + b;
    expectTypeOf(numbers.foldBy((x) => x % 2 === 0, add)).toEqualTypeOf<Bag<[boolean, number]>>();
    expectTypeOf(numbers.foldBy((x) => Promise.resolve(`${x}`), add)).toEqualTypeOf<Bag<[string, number]>>();
    expectTypeOf(words.foldBy("length", (a, b) => a + b)).toEqualTypeOf<Bag<[number, string]>>();
    expectTypeOf(
      words.foldBy("length", (total: number, word) => total + word.length, { initial: 0, combine: add }),
    ).toEqualTypeOf<Bag<[number, number]>>();
    expectTypeOf(
      words.foldBy(
        (word) => word,
        (seen: Set<string>, word) => seen.add(word),
        { initial: () => new Set<string>(), combine: (a, b) => new Set([...a, ...b]) },
      ),
    ).toEqualTypeOf<Bag<[string, Set<string>]>>();
    // @ts-expect-error an accumulator of another type needs to be combined
    words.foldBy("length", (total: number, word) => total + word.length, { initial: 0 });
  });

  it("are those of groups", () => {
    expectTypeOf(words.groupBy("length")).toEqualTypeOf<Bag<[number, string[]]>>();
    expectTypeOf(words.groupBy((word) => Promise.resolve([word]))).toEqualTypeOf<Bag<[string[], string[]]>>();
    expectTypeOf(numbers.groupBy((x) => x > 1, { npartitions: 2 })).toEqualTypeOf<Bag<[boolean, number[]]>>();
    expectTypeOf(words.groupBy("length", { as: "array" })).toEqualTypeOf<Bag<[number, string[]]>>();
    expectTypeOf(words.groupBy("length", { as: "iterable" })).toEqualTypeOf<
      Bag<[number, Iterable<string>]>
    >();
    expectTypeOf(numbers.groupBy((x) => x > 1, { as: "iterable", npartitions: 2 })).toEqualTypeOf<
      Bag<[boolean, Iterable<number>]>
    >();
    const as = Math.random() < 0.5 ? "array" : "iterable";
    expectTypeOf(numbers.groupBy((x) => x > 1, { as })).toEqualTypeOf<
      Bag<[boolean, number[] | Iterable<number>]>
    >();
    expectTypeOf(numbers.groupBy<boolean>((x) => x > 1)).toEqualTypeOf<Bag<[boolean, number[]]>>();
    // @ts-expect-error groups come as nothing else
    words.groupBy("length", { as: "iterator" });
    // @ts-expect-error words have no such property
    words.groupBy("size");
  });

  it("are keys and elements of both where bags are grouped together", () => {
    const people = Bag.fromSequence([{ id: 1, name: "Ada" }]);
    type Person = { id: number; name: string };
    expectTypeOf(words.cogroup(people, { onSelf: "length", onOther: "id" })).toEqualTypeOf<
      Bag<[key: number, elements: string[], otherElements: Person[]]>
    >();
    const byFunctions = words.cogroup(people, {
      onSelf: (word) => Promise.resolve(word.length),
      onOther: ({ name }) => [name],
      npartitions: 2,
    });
    expectTypeOf(byFunctions).toEqualTypeOf<
      Bag<[key: number | string[], elements: string[], otherElements: Person[]]>
    >();
    expectTypeOf(people.cogroup([{ id: true }], { onSelf: "id" })).toEqualTypeOf<
      Bag<[key: number | boolean, elements: Person[], otherElements: { id: boolean }[]]>
    >();
    expectTypeOf(numbers.cogroup(new Set(["a"]), { onSelf: (x) => x })).toEqualTypeOf<
      Bag<[key: number | string, elements: number[], otherElements: string[]]>
    >();
    // @ts-expect-error people have no such property
    people.cogroup(numbers, { onSelf: "age", onOther: (x) => x });
    // @ts-expect-error nor have the others
    numbers.cogroup(people, { onSelf: (x) => x, onOther: "age" });
    // @ts-expect-error without a key of their own they have to have that of the first ones
    people.cogroup(numbers, { onSelf: "id" });
    // @ts-expect-error a key is needed
    people.cogroup(people, {});
    // @ts-expect-error there is no such option
    people.cogroup(people, { onSelf: "id", how: "left" });
  });

  it("are pairs where bags are joined", () => {
    const people = Bag.fromSequence([{ id: 1, name: "Ada" }]);
    type Person = { id: number; name: string };
    const joined = numbers.join(people, { onSelf: (x) => Promise.resolve(x), onOther: "id" });
    expectTypeOf(joined).toEqualTypeOf<Bag<[other: Person, self: number]>>();
    expectTypeOf(
      numbers.join(people, { onSelf: (x) => x + 1, onOther: ({ id }) => id, how: "left" }),
    ).toEqualTypeOf<Bag<[other: Person | undefined, self: number]>>();
    expectTypeOf(
      people.join(new Set(["a"]), { onSelf: "name", onOther: (word) => word.length }),
    ).toEqualTypeOf<Bag<[other: string, self: Person]>>();
    expectTypeOf(people.join([{ id: true }], { onSelf: "id", how: "inner" })).toEqualTypeOf<
      Bag<[other: { id: boolean }, self: Person]>
    >();
    expectTypeOf(numbers.join(Item.fromDelayed(delayed(() => ["a"])()), { onSelf: (x) => x })).toEqualTypeOf<
      Bag<[other: string, self: number]>
    >();
    expectTypeOf(words.join(numbers, { onSelf: "length", onOther: (x) => x, how: "right" })).toEqualTypeOf<
      Bag<[other: number, self: string | undefined]>
    >();
    expectTypeOf(words.join(numbers, { onSelf: "length", onOther: (x) => x, how: "outer" })).toEqualTypeOf<
      Bag<[other: number, self: string] | [other: undefined, self: string] | [other: number, self: undefined]>
    >();
    const how = "left" as "inner" | "left";
    expectTypeOf(words.join(numbers, { onSelf: "length", onOther: (x) => x, how })).toEqualTypeOf<
      Bag<[other: number, self: string] | [other: number | undefined, self: string]>
    >();
    // @ts-expect-error people have no such property
    people.join(numbers, { onSelf: "age", onOther: (x) => x });
    // @ts-expect-error nor have the others
    numbers.join(people, { onSelf: (x) => x, onOther: "age" });
    // @ts-expect-error without a key of their own they have to have that of the first ones
    people.join(numbers, { onSelf: "id" });
    // @ts-expect-error a key is needed
    people.join(people, {});
    // @ts-expect-error there is no such join
    people.join(people, { onSelf: "id", how: "cross" });
    // @ts-expect-error a number holds no elements
    people.join(3, { onSelf: "id" });
  });

  it("stay when only distinct or the greatest ones are kept", () => {
    const people = Bag.fromSequence<{ name: string; born: number }>([]);
    expectTypeOf(words.distinct()).toEqualTypeOf<Bag<string>>();
    expectTypeOf(words.distinct({ key: "length", splitEvery: 2 })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(people.distinct({ key: ({ born }) => Promise.resolve([born]) })).toEqualTypeOf(people);
    expectTypeOf(people.topk(3, { key: "born" })).toEqualTypeOf(people);
    expectTypeOf(people.topk(3, { key: ({ name }) => name, splitEvery: false })).toEqualTypeOf(people);
    expectTypeOf(Bag.fromSequence<[string, Date]>([]).topk(1, { key: 1 })).toEqualTypeOf<
      Bag<[string, Date]>
    >();
    // @ts-expect-error people have no such property
    people.distinct({ key: "age" });
    // @ts-expect-error people have no such property
    people.topk(3, { key: "age" });
    // @ts-expect-error it is not said how many
    people.topk();
  });

  it("are those of this bag, or of both, in unions, intersections and differences", () => {
    const people = Bag.fromSequence<{ id: number; name: string }>([]);
    const cities = Bag.fromSequence<{ id: number; size: number }>([]);
    type Both = Bag<{ id: number; name: string } | { id: number; size: number }>;
    expectTypeOf(words.union(words)).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.union(words)).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(people.union(cities, { key: "id" })).toEqualTypeOf<Both>();
    expectTypeOf(people.union(cities, { key: ({ id }) => id })).toEqualTypeOf<Both>();
    expectTypeOf(people.intersection(cities, { key: "id" })).toEqualTypeOf(people);
    expectTypeOf(people.difference([{ id: 1 }], { key: ({ id }) => id })).toEqualTypeOf(people);
    expectTypeOf(numbers.union(new Set(["a"]))).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(numbers.union(delayed(() => ["a"])())).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(numbers.union(words.map((word) => [word]).concatenate())).toEqualTypeOf<
      Bag<number | string>
    >();
    // @ts-expect-error cities have no name
    people.union(cities, { key: "name" });
    // @ts-expect-error not all elements of both have a name
    people.difference(cities, { key: ({ name }: { name: string }) => name });
    // @ts-expect-error a number is not iterable
    numbers.intersection(3);
  });

  it("stay when they are sorted", () => {
    expectTypeOf(words.sortBy("length")).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.sortBy((x) => Promise.resolve(-x), { descending: true })).toEqualTypeOf<
      Bag<number>
    >();
    // @ts-expect-error words have no such property
    words.sortBy("size");
  });

  it("refuse elements they cannot reduce", () => {
    // @ts-expect-error words cannot be added up
    words.sum();
    // @ts-expect-error nor do they have a mean
    words.mean();
    // @ts-expect-error nor a median
    words.quantile(0.5);
    // @ts-expect-error nor be counted in bins
    words.histogram();
    // @ts-expect-error a range has two ends
    numbers.histogram({ range: [1] });
    // @ts-expect-error nor can they be described by numbers
    words.describe();
    // @ts-expect-error the mean has no degrees of freedom
    numbers.mean({ ddof: 1 });
    // @ts-expect-error an accumulator of another type needs to be combined
    words.fold((n: number, word) => n + word.length, { initial: 0 });
    const join = (partials: number[]): string => partials.join();
    // @ts-expect-error what partial results are aggregated to is aggregated again, so it has to be of their type
    words.reduction((all) => all.length, join);
  });
});

describe("types of drawing at random", () => {
  it("are those of the elements", () => {
    expectTypeOf(random.sample(words, 2)).toEqualTypeOf<Bag<string>>();
    expectTypeOf(random.choices(numbers, 2, { seed: 1, splitEvery: false })).toEqualTypeOf<Bag<number>>();
    // @ts-expect-error an array is no bag
    random.sample([1, 2], 1);
    // @ts-expect-error the option is called seed
    random.choices(words, 1, { state: 1 });
  });
});

describe("types of running", () => {
  it("are arrays of elements, and values", async () => {
    expectTypeOf(numbers.compute()).resolves.toEqualTypeOf<number[]>();
    expectTypeOf(numbers.computeSync()).toEqualTypeOf<number[]>();
    expectTypeOf(words.max().compute({ scheduler: "sync" })).resolves.toEqualTypeOf<string>();
    expectTypeOf(compute(words, { total: numbers.sum() })).resolves.toEqualTypeOf<
      [string[], { readonly total: number }]
    >();
    for await (const word of words) expectTypeOf(word).toEqualTypeOf<string>();
    // @ts-expect-error there is no such option
    void numbers.compute({ schedular: "sync" });
  });
});
