import { Bag } from "@holdall/bag";
import { AbortError, type RunHooks, type SkippedElements } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { anyhow, counted, rejectionOf, runs, sync, type Run } from "../schedulers.ts";

const odd = (x: number): number => {
  if (x % 2 === 1) throw new RangeError(`odd: ${x}`);
  return x;
};
const later = (x: number): Promise<number> => Promise.resolve(x).then(odd);

/** What a run says that was left out of it, beside its result. */
async function computeAndCount<T>(bag: Bag<T>, run: Run): Promise<[T[], readonly SkippedElements[]]> {
  let skipped: readonly SkippedElements[] = [];
  const hooks: RunHooks = { finish: (event) => void (skipped = event.skipped) };
  return [await bag.compute({ ...run, hooks }), skipped];
}

describe.each(runs)("onError, with %o", (run) => {
  const small = Bag.range(7, { npartitions: 2 });
  const large = Bag.range(999, { npartitions: 2 });

  it("fails the run with the first error, unless it says otherwise", async () => {
    for (const options of [{ onError: "throw" as const }, { onError: undefined, concurrency: 2 }]) {
      const bag = Bag.range(7, { npartitions: 1 }).map(odd, options);
      expect(await rejectionOf(bag.compute(run))).toMatchObject({
        operation: "map",
        index: 1,
        cause: { name: "RangeError", message: "odd: 1" },
      });
    }
  });

  it.each<[when: string, fn: (x: number) => number | Promise<number>]>([
    ["at once", odd],
    ["later", later],
  ])("leaves out what functions fail on, which they do %s, and says how often", async (_, fn) => {
    for (const bag of [small, large]) {
      const all = await bag.compute(sync);
      const even = all.filter((x) => x % 2 === 0);
      const count = all.length - even.length;
      for (const options of [{ onError: "skip" }, { onError: "skip", concurrency: 5 }] as const) {
        const skipped = (operation: string): unknown => [{ operation, count }];
        expect(await computeAndCount(bag.map(fn, options), run)).toEqual([even, skipped("map")]);
        expect(await computeAndCount(bag.tap(fn, options), run)).toEqual([even, skipped("tap")]);
        const positive = even.filter((x) => x > 0);
        expect(await computeAndCount(bag.filter(fn, options), run)).toEqual([positive, skipped("filter")]);
        expect(await computeAndCount(bag.remove(fn, options), run)).toEqual([[0], skipped("remove")]);
        expect(
          await computeAndCount(
            bag.flatMap(async (x) => [await fn(x), x], options),
            run,
          ),
        ).toEqual([even.flatMap((x) => [x, x]), skipped("flatMap")]);
        const pairs = bag.map((x): [number, number] => [x, 1]);
        expect(
          await computeAndCount(
            pairs.starmap((x) => fn(x), options),
            run,
          ),
        ).toEqual([even, skipped("starmap")]);
      }
    }
  });

  it.each<[when: string, fn: (x: number) => number | Promise<number>]>([
    ["at once", odd],
    ["later", later],
  ])("puts in their place what a function makes of the error, which may come %s", async (_, fn) => {
    type Handler = (error: unknown, x: number) => string | Promise<string>;
    const inPlace = (error: unknown, x: number): string => `${(error as Error).message} at ${x}`;
    const inPlaceLater: Handler = (error, x) => Promise.resolve(inPlace(error, x));
    for (const bag of [small, large]) {
      const expected = (await bag.compute(sync)).map((x) => (x % 2 === 0 ? x : `odd: ${x} at ${x}`));
      for (const onError of [inPlace, inPlaceLater]) {
        for (const options of [{ onError }, { onError, concurrency: 5 }]) {
          expect(await computeAndCount(bag.map(fn, options), run)).toEqual([expected, []]);
          const pairs = bag.map((x): [number] => [x]);
          const onPair = (error: unknown, [x]: [number]): unknown => onError(error, x);
          expect(await pairs.starmap(fn, { ...options, onError: onPair }).compute(run)).toEqual(expected);
          const lists = async (error: unknown, x: number): Promise<unknown[]> => [await onError(error, x)];
          const flat = bag.flatMap(async (x) => [await fn(x)], { ...options, onError: lists });
          expect(await flat.compute(run)).toEqual(expected);
          expect(await bag.tap(fn, options).compute(run)).toEqual(await bag.compute(sync));
        }
      }
    }
  });

  it("answers in place of a predicate", async () => {
    const answer = (_: unknown, x: number): boolean => x === 3;
    expect(await small.filter(odd, { onError: answer }).compute(run)).toEqual([2, 3, 4, 6]);
    expect(await small.remove(odd, { onError: answer, concurrency: 3 }).compute(run)).toEqual([0, 1, 5]);
  });

  it("gets the very error, the element, and the context of its call", async () => {
    const own = new TypeError("own", { cause: "why" });
    const fail = (x: number): number => {
      if (x > 4) throw own;
      return x;
    };
    const bag = Bag.range(7, { npartitions: 2 }); // 4 and 3
    const seen = bag.map(fail, {
      onError: (error, element, { partition, index, attempt, signal }) => {
        const { name, message, cause } = error as Error;
        return { name, message, cause, element, partition, index, attempt, isAborted: signal.aborted };
      },
    });
    const common = { name: "TypeError", message: "own", cause: "why", attempt: 1, isAborted: false };
    expect((await seen.compute(run)).slice(4)).toEqual([
      4,
      { ...common, element: 5, partition: 1, index: 1 },
      { ...common, element: 6, partition: 1, index: 2 },
    ]);
  });

  it("gets what is thrown even if that is no error", async () => {
    const fail = (x: number): never => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is what it is about
      throw x % 2 === 0 ? undefined : "text";
    };
    const given = small.map(fail, { onError: (error) => [error] });
    expect((await given.compute(run)).slice(0, 2)).toEqual([[undefined], ["text"]]);
    expect(await small.map(fail, { onError: "skip" }).count().compute(run)).toBe(0);
  });

  it("may fail itself: that is the error then, at that element", async () => {
    const worse = (_: unknown, x: number): number => {
      if (x === 5) throw new SyntaxError("worse");
      return x;
    };
    const worseLater = (error: unknown, x: number): number | Promise<number> =>
      Promise.resolve().then(() => worse(error, x));
    for (const onError of [worse, worseLater]) {
      for (const concurrency of [1, 4]) {
        const bag = small.map(odd, { onError, concurrency });
        expect(await rejectionOf(bag.compute(run))).toMatchObject({
          operation: "map",
          partition: 1,
          index: 1,
          cause: { name: "SyntaxError", message: "worse" },
        });
      }
    }
  });

  it("keeps element indexes of later operations right", async () => {
    const fail = (x: number): number => {
      if (x === 604) throw new RangeError("unlucky");
      return x;
    };
    const kept = Bag.range(700, { npartitions: 1 }).map(odd, { onError: "skip" });
    for (const concurrency of [1, 3]) {
      const error = await rejectionOf(kept.map(fail, { concurrency }).compute(run));
      expect(error).toMatchObject({ operation: "map", index: 302 });
      const after = kept.filter((x) => x > 99).map(later, { onError: "skip", concurrency });
      expect(await rejectionOf(after.map(fail).compute(run))).toMatchObject({ index: 252 });
    }
  });

  it("counts what is left out no further than elements are wanted", async () => {
    const taken = Bag.range(900, { npartitions: 1 }).map(later, { onError: "skip", concurrency: 8 }).take(3);
    const [elements, [skipped]] = await computeAndCount(taken, { ...run, optimize: true });
    expect(elements).toEqual([0, 2, 4]);
    expect(skipped).toEqual({ operation: "map", count: 2 });
  });

  it("is not asked about bags in lockstep that do not match", async () => {
    const shorter = Bag.range(6, { npartitions: 2 });
    for (const concurrency of [1, 4]) {
      const sums = small.map((x, y) => x + y, shorter, { onError: "skip", concurrency });
      expect(await rejectionOf(sums.compute(run))).toMatchObject({
        operation: "map",
        cause: { name: "RangeError", message: expect.stringContaining("equally many elements") as string },
      });
    }
    const equal = small.map((x, y) => odd(x) + y, small, { onError: "skip" });
    expect(await equal.compute(run)).toEqual([0, 4, 8, 12]);
  });

  it("takes all that a generator yields, or nothing", async () => {
    function* halves(x: number): Generator<number> {
      yield x;
      yield odd(x);
    }
    async function* slowHalves(x: number): AsyncGenerator<number> {
      yield x;
      yield await later(x);
    }
    const both: readonly ((x: number) => Generator<number> | AsyncGenerator<number>)[] = [halves, slowHalves];
    for (const fn of both) {
      for (const concurrency of [1, 3]) {
        const options = { onError: "skip", concurrency } as const;
        expect(await small.map(fn, options).compute(run)).toEqual([
          [0, 0],
          [2, 2],
          [4, 4],
          [6, 6],
        ]);
        expect(await computeAndCount(small.flatMap(fn, options), run)).toEqual([
          [0, 0, 2, 2, 4, 4, 6, 6],
          [{ operation: "flatMap", count: 3 }],
        ]);
      }
    }
    const yielded = small.map(odd, { onError: halves.bind(undefined, 2) as () => Generator<number> });
    expect((await yielded.compute(run)).slice(0, 3)).toEqual([0, [2, 2], 2]);
  });

  it("is asked about what is not iterable, and has to return what is", async () => {
    const lists = (x: number): number[] => (x < 5 ? [x] : (x as never));
    expect(await small.flatMap(lists, { onError: "skip" }).compute(run)).toEqual([0, 1, 2, 3, 4]);
    const replaced = small.flatMap(lists, { onError: (_, x) => x as never });
    expect(await rejectionOf(replaced.compute(run))).toMatchObject({
      operation: "flatMap",
      partition: 1,
      cause: { message: "Expected what `onError` returns to be iterable, got 5." },
    });
    const spread = small.map((x) => (x < 5 ? [x] : x)) as Bag<[number]>;
    expect(await spread.starmap((x) => x, { onError: () => -1 }).compute(run)).toEqual([
      0, 1, 2, 3, 4, -1, -1,
    ]);
  });

  it("leaves a partition empty, or fills it, where the function is called for partitions", async () => {
    const bag = Bag.range(6, { npartitions: 3 });
    const pick = (elements: number[]): number[] => elements.splice(0).map((x) => (x === 3 ? odd(x) : x));
    function* pull(elements: number[]): Generator<number> {
      for (const x of elements) yield x === 3 ? odd(x) : x;
    }
    for (const fn of [pick, pull, (elements: number[]) => Promise.resolve(elements).then(pick)]) {
      const skipped = bag.mapPartitions(fn, { onError: "skip" });
      expect(await computeAndCount(skipped, run)).toEqual([
        [0, 1, 4, 5],
        [{ operation: "mapPartitions", count: 1 }],
      ]);
      const filled = bag.mapPartitions(fn, {
        onError: (error, elements, context) => [(error as Error).message, elements, context.partition],
      });
      expect(await filled.compute(run)).toEqual([0, 1, "odd: 3", [2, 3], 1, 4, 5]);
    }
    const failing = bag.mapPartitions((elements) => elements[0]! as never, {
      onError: async () => Promise.reject(new Error("worse")),
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "mapPartitions",
      index: undefined,
      cause: { message: "worse" },
    });
  });

  it("names the operation that fails after one that has recovered", async () => {
    const bag = Bag.fromSequence([1, 2, 3], { npartitions: 1 })
      .map(
        function* (x) {
          yield odd(x);
        },
        { onError: () => "text" as unknown as number[] },
      )
      .map(([x]) => x as unknown as number);
    expect(await rejectionOf(bag.sum().compute(run))).toMatchObject({ operation: "sum", index: 0 });
  });
});

describe("onError", () => {
  it("is the same law for all partitionings: what fails is as if it had not been there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 50 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(...runs),
        fc.constantFrom(1, 3),
        async (array, npartitions, run, concurrency) => {
          const bag = Bag.fromSequence(array, { npartitions });
          const emptied = bag.filter((x) => x % 5 !== 0);
          const skipped = emptied.map(odd, { onError: "skip", concurrency });
          const expected = array.filter((x) => x % 5 !== 0 && x % 2 === 0);
          expect(await skipped.compute(run)).toEqual(expected);
          expect(await skipped.enumerate().compute(run)).toEqual(expected.map((x, i) => [i, x]));
          expect(await skipped.count().compute(run)).toBe(expected.length);
        },
      ),
      cases(100),
    );
  });

  it("is not asked when the run is stopped", async () => {
    const controller = new AbortController();
    const onError = counted(() => -1);
    const bag = Bag.range(3, { npartitions: 1 }).map(
      (x, { signal }) =>
        new Promise<number>((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
          if (x === 0) controller.abort();
        }),
      { onError: onError.fn, context: true },
    );
    const error = await rejectionOf(bag.compute({ scheduler: "async", signal: controller.signal }));
    expect(error).toBeInstanceOf(AbortError);
    expect(onError.calls).toBe(0);
  });

  it("does not make optimised plans do more, or less", async () => {
    const watched = counted(odd);
    const bag = Bag.range(500, { npartitions: 1 }).map(watched.fn, { onError: "skip" });
    expect(await bag.take(2).compute({ ...anyhow, optimize: true })).toEqual([0, 2]);
    expect(watched.calls).toBe(3);
    expect(await bag.count().compute(anyhow)).toBe(250);
  });

  it("is checked at the call", () => {
    const bag = Bag.range(3);
    expect(() => bag.map(odd, { onError: "ignore" as never })).toThrow(
      'bag.map(): Expected `onError` to be "throw", "skip" or a function, got "ignore".',
    );
    expect(() => bag.filter(odd, { onError: 1 as never })).toThrow("bag.filter(): Expected `onError`");
    expect(() => bag.tap(odd, { onEror: "skip" } as never)).toThrow("Did you mean `onError`?");
    expect(() => bag.map((x) => [x]).starmap(odd, { context: 1 } as never)).toThrow(
      "bag.starmap(): Expected `context` to be true or false, got 1.",
    );
    expect(() => bag.mapPartitions((all) => all, { onError: "skip", concurrency: 2 } as never)).toThrow(
      "bag.mapPartitions(): Unknown option `concurrency`. Allowed: `timeout`, `retries`, `retryOn`, `retryDelay`, `onError`, `context`.",
    );
  });

  it("tells operations apart by what is done about errors", async () => {
    const bag = Bag.range(4, { npartitions: 1 });
    const [one, other] = [bag.map(odd, { onError: () => -1 }), bag.map(odd, { onError: () => -2 })];
    expect(await Bag.concat([one, other]).compute(anyhow)).toEqual([0, -1, 2, -1, 0, -2, 2, -2]);
  });
});
