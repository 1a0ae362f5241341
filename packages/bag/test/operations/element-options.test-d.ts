import { Bag, type ElementContext, type ElementOptions, type PartitionContext } from "@holdall/bag";
import { computeWithMetadata, type SkippedElements, type WithMetadata } from "@holdall/core";
import { describe, expectTypeOf, it } from "vitest";

const numbers = Bag.fromSequence([1, 2, 3]);
const words = Bag.fromSequence(["a", "b"]);
const rows = Bag.fromSequence<[number, string]>([]);

describe("types of what is done about errors", () => {
  it("leave elements as they are where they are skipped", () => {
    expectTypeOf(numbers.map(String, { onError: "skip" })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.map(String, { onError: "throw", concurrency: 3 })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(numbers.flatMap((x) => [`${x}`], { onError: "skip" })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(rows.starmap((x) => x, { onError: "skip" })).toEqualTypeOf<Bag<number>>();
    expectTypeOf(numbers.tap((x) => x, { onError: "skip" })).toEqualTypeOf<Bag<number>>();
    expectTypeOf(numbers.mapPartitions((all) => all, { onError: "skip" })).toEqualTypeOf<Bag<number>>();
    // @ts-expect-error there is no such policy
    numbers.map(String, { onError: "ignore" });
    // @ts-expect-error partitions are not under way together
    numbers.mapPartitions((all) => all, { onError: "skip", concurrency: 2 });
  });

  it("add what functions for errors return", () => {
    const replaced = numbers.map((x) => `${x}`, {
      onError: (error, element, context) => {
        expectTypeOf(error).toBeUnknown();
        expectTypeOf(element).toEqualTypeOf<number>();
        expectTypeOf(context).toEqualTypeOf<ElementContext>();
        return Promise.resolve(null);
      },
    });
    expectTypeOf(replaced).toEqualTypeOf<Bag<string | null>>();
    const withArguments = numbers.map((x, word, limit) => `${x}${word}${limit}`, words, 3, {
      onError: (_, x) => x,
    });
    expectTypeOf(withArguments).toEqualTypeOf<Bag<string | number>>();
    expectTypeOf(numbers.flatMap((x) => [`${x}`], { onError: () => [] })).toEqualTypeOf<Bag<string>>();
    const flat = numbers.flatMap((x) => [`${x}`], { onError: async (_, x) => Promise.resolve([x]) });
    expectTypeOf(flat).toEqualTypeOf<Bag<string | number>>();
    expectTypeOf(rows.starmap((x) => x, { onError: (_, [, word]) => word })).toEqualTypeOf<
      Bag<number | string>
    >();
    const partitions = numbers.mapPartitions((all) => all, {
      onError: (_, elements, context) => {
        expectTypeOf(elements).toEqualTypeOf<number[]>();
        expectTypeOf(context).toEqualTypeOf<PartitionContext>();
        return new Set(["x"]);
      },
    });
    expectTypeOf(partitions).toEqualTypeOf<Bag<number | string>>();
    const both = Bag.map((x, word) => x + word.length, numbers, words, {
      onError: (_, x) => `${x.toFixed()}`,
    });
    expectTypeOf(both).toEqualTypeOf<Bag<number | string>>();
    // @ts-expect-error what it returns has to be iterable
    numbers.flatMap((x) => [x], { onError: (_, x) => x });
  });

  it("narrow only where an answer in place of the guard's does not let others through", () => {
    const mixed = Bag.fromSequence<number | string>([]);
    const isWord = (x: number | string): x is string => typeof x === "string";
    expectTypeOf(mixed.filter(isWord, { onError: "skip" })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(mixed.filter(isWord, { onError: () => false })).toEqualTypeOf<Bag<string>>();
    expectTypeOf(mixed.filter(isWord, { onError: () => true })).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(mixed.remove(isWord, { onError: "skip" })).toEqualTypeOf<Bag<number>>();
    expectTypeOf(mixed.remove(isWord, { onError: () => true })).toEqualTypeOf<Bag<number>>();
    expectTypeOf(mixed.remove(isWord, { onError: () => false })).toEqualTypeOf<Bag<number | string>>();
    expectTypeOf(Bag.fromSequence([0, 1, null]).filter(Boolean, { onError: "skip" })).toEqualTypeOf<
      Bag<number>
    >();
  });
});

describe("types of settled results", () => {
  it("are those of Promise.allSettled", () => {
    expectTypeOf(numbers.mapSettled((x) => Promise.resolve(`${x}`))).toEqualTypeOf<
      Bag<PromiseSettledResult<string>>
    >();
    const settled = numbers.mapSettled(
      (x, word, context) => {
        expectTypeOf(context).toEqualTypeOf<ElementContext>();
        return [x, word] as const;
      },
      words,
      { context: true, concurrency: 2 },
    );
    expectTypeOf(settled).toEqualTypeOf<Bag<PromiseSettledResult<readonly [number, string]>>>();
    settled.map((one) => (one.status === "fulfilled" ? one.value[0] : String(one.reason)));
    // @ts-expect-error errors are told of, in any case
    numbers.mapSettled((x) => x, { onError: "skip" });
  });
});

describe("types of results with metadata", () => {
  it("hold the value as compute gives it", () => {
    expectTypeOf(numbers.computeWithMetadata()).resolves.toEqualTypeOf<WithMetadata<number[]>>();
    expectTypeOf(numbers.sum().computeWithMetadata()).resolves.toEqualTypeOf<WithMetadata<number>>();
    expectTypeOf(
      computeWithMetadata(numbers, { total: numbers.sum() }, { scheduler: "sync" }),
    ).resolves.toEqualTypeOf<WithMetadata<[number[], { readonly total: number }]>>();
    expectTypeOf<WithMetadata<number>["metadata"]["skipped"]>().toEqualTypeOf<readonly SkippedElements[]>();
  });
});

describe("types of functions with a context", () => {
  it("have it as their last parameter", () => {
    numbers.map((_, context) => expectTypeOf(context).toEqualTypeOf<ElementContext>(), { context: true });
    numbers.map(
      (x, word, limit, context) => {
        expectTypeOf({ x, word, limit, context }).toEqualTypeOf<{
          x: number;
          word: string;
          limit: number;
          context: ElementContext;
        }>();
      },
      words,
      3,
      { context: true, onError: (_, x) => x },
    );
    numbers.filter((_, { index }) => index > 1, { context: true });
    numbers.remove((_, { index }) => index > 1, { context: true, onError: () => true });
    numbers.flatMap((x, { partition }) => [x, partition], { context: true });
    numbers.tap((_, { progress }) => progress(1), { context: true });
    rows.starmap((_, word, { signal }) => ({ word, signal }), { context: true });
    numbers.mapPartitions(
      (_, limit, context) => {
        expectTypeOf({ limit, context }).toEqualTypeOf<{ limit: number; context: PartitionContext }>();
        return [];
      },
      3,
      { context: true },
    );
    Bag.map((x, word, { index }) => [x, word, index], numbers, words, { context: true });
  });

  it("have none where it is not asked for", () => {
    // @ts-expect-error there is no context
    numbers.map((x, context: ElementContext) => context, { concurrency: 2 });
    // @ts-expect-error there is no context
    numbers.map((x, context: ElementContext) => context, { context: false });
    // @ts-expect-error there is no context
    numbers.filter((x, context: ElementContext) => context.index > 1);
    expectTypeOf<PartitionContext>().not.toHaveProperty("index");
  });

  it("have, or have not, what options that are put together elsewhere say", () => {
    const options: ElementOptions<number, never, true> = { context: true };
    expectTypeOf(numbers.filter((_, { index }) => index > 1, options)).toEqualTypeOf<Bag<number>>();
  });
});
