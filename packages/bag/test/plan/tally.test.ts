import { Bag, readWith, type ElementFrequencies, type ReadOptions } from "@holdall/bag";
import { closure } from "@holdall/closure";
import { compute, type TaskError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../test/cases.ts";
import { groupsOf, keys, partitionsOf, splits } from "../keyed.ts";
import { anyhow, counted, rejectionOf, type Run } from "../schedulers.ts";

type Frequencies = NonNullable<ReadOptions<readonly unknown[]>["frequencies"]>;
type Lines = readonly string[];

const operation = "readLines";
const optimised: Run = { ...anyhow, optimize: true };
const unoptimised: Run = { ...anyhow, optimize: false };

function* read<T>(places: readonly (readonly T[])[]): Generator<readonly T[]> {
  yield* places;
}

/** Tells of portions, in which elements may be several times, as if it had read them; and of empty ones between them. */
function* tell(
  places: readonly (readonly unknown[])[],
  { separator }: { readonly separator: string | undefined },
): Generator<ElementFrequencies> {
  for (const place of places) {
    const elements =
      separator === undefined ? place : place.flatMap((line) => (line as string).split(separator));
    for (let start = 0; start < elements.length; start += 4) {
      const portion = elements.slice(start, start + 4);
      yield [portion, new Uint32Array(portion.length).fill(1)];
      yield [[], []];
    }
  }
}

async function* tellLater(...args: Parameters<typeof tell>): AsyncGenerator<ElementFrequencies> {
  for (const portion of tell(...args)) yield await Promise.resolve(portion);
}

const split = (line: string): string[] => line.split(" ");

/** What a bag comes to whose reader is asked for frequencies, and how often it was, and how often to read. */
async function askedBy(
  ask: (bag: Bag<string>) => { compute(run: Run): Promise<unknown> },
  run = optimised,
): Promise<{ readonly result: unknown; readonly calls: string }> {
  const reading = counted((places: readonly Lines[]) => [...read(places)]);
  const telling = counted((...args: Parameters<typeof tell>) => [...tell(...args)]);
  const bag = readWith([["to be"], ["or not", "to be"]], reading.fn, {
    operation,
    frequencies: telling.fn,
  });
  const result = await ask(bag).compute(run);
  const calls = Object.entries({ read: reading.calls, told: telling.calls }).filter(([, times]) => times > 0);
  return { result, calls: calls.map(([name]) => name).join(" and ") };
}

/** A function of which nothing but its text is known, as no compiler has seen it. */
async function written(text: string): Promise<(line: string) => string[]> {
  const url = `data:text/javascript,${encodeURIComponent(`export const fn = ${text}`)}`;
  return ((await import(/* @vite-ignore */ url)) as { readonly fn: (line: string) => string[] }).fn;
}

const words = [
  ["to", 2],
  ["be", 2],
  ["or", 1],
  ["not", 1],
];

describe("frequencies of a reader that tells them", () => {
  const lines = partitionsOf(
    fc
      .array(fc.constantFrom("a", "b", "c", "long words of a text", ""), { maxLength: 4 })
      .map((parts) => parts.join(" ")),
  );
  const options = fc.record({ sort: fc.boolean(), splitEvery: splits });

  it.each([tell, tellLater])("are those of the elements, and of their parts (%o)", async (frequencies) => {
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 3 }), options, async (places, partitionSize, how) => {
        const bag = readWith(places, read<string>, { operation, partitionSize, frequencies });
        const elements = places.flat();
        for (const [one, expected] of [
          [bag, elements],
          [bag.flatMap(split), elements.flatMap(split)],
        ] as const) {
          const counts = new Map<string, number>();
          for (const element of expected) counts.set(element, (counts.get(element) ?? 0) + 1);
          const pairs = how.sort ? [...counts].sort(([, a], [, b]) => b - a) : [...counts];
          expect(await one.frequencies(how).compute(optimised)).toEqual(pairs);
          expect(await one.frequencies(how).compute(unoptimised)).toEqual(pairs);
          expect(await one.distinct({ splitEvery: how.splitEvery }).compute(optimised)).toEqual([
            ...counts.keys(),
          ]);
        }
      }),
      cases(60),
    );
  });

  it("are those of elements of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(partitionsOf(keys), options, async (places, how) => {
        const bag = readWith(places, read<unknown>, { operation, frequencies: tell });
        const expected = groupsOf(places.flat(), (element) => element);
        const pairs = expected.map(({ key, elements }) => [key, elements.length] as const);
        if (how.sort) pairs.sort(([, a], [, b]) => b - a);
        expect(await bag.frequencies(how).compute(optimised)).toEqual(pairs);
        expect(await bag.distinct().compute(optimised)).toEqual(await bag.distinct().compute(unoptimised));
      }),
      cases(60),
    );
  });

  it("are merged over many portions and partitions, by generated loops", async () => {
    const places = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 1000 }, (_, j) => `${(i * j) % 777}`),
    );
    const counts = new Map<string, number>();
    for (const element of places.flat()) counts.set(element, (counts.get(element) ?? 0) + 1);
    const bag = readWith(places, read<string>, { operation, frequencies: tell, partitionSize: 4 });
    expect(await bag.frequencies().compute(optimised)).toEqual([...counts]);
  });

  it("adds up counts of more than one", async () => {
    const frequencies = (): ElementFrequencies[] => [
      [
        ["b", "a", "b"],
        [3, 1000, 4],
      ],
      [[], []],
      [["c", "a"], Float64Array.of(1, 2 ** 40)],
    ];
    const bag = readWith([0], () => [["a"]], { operation, frequencies });
    expect(await bag.frequencies().compute(optimised)).toEqual([
      ["b", 7],
      ["a", 2 ** 40 + 1000],
      ["c", 1],
    ]);
  });

  it("are none where there are no elements", async () => {
    const empty = readWith([0, 1], () => [], { operation, frequencies: () => [[[], []]] });
    expect(await empty.frequencies().compute(optimised)).toEqual([]);
    expect(await empty.distinct().compute(optimised)).toEqual([]);
    expect(
      await readWith([], read, { operation, frequencies: tell }).frequencies().compute(optimised),
    ).toEqual([]);
  });
});

describe("a reader that tells frequencies", () => {
  it("is asked for them where nothing else is needed", async () => {
    expect(await askedBy((bag) => bag.frequencies())).toEqual({
      result: [
        ["to be", 2],
        ["or not", 1],
      ],
      calls: "told",
    });
    expect(await askedBy((bag) => bag.flatMap(split).frequencies())).toEqual({
      result: words,
      calls: "told",
    });
    expect(await askedBy((bag) => bag.flatMap(split).distinct())).toEqual({
      result: ["to", "be", "or", "not"],
      calls: "told",
    });
    expect(await askedBy((bag) => bag.union(["neither", "to be"]))).toEqual({
      result: ["to be", "or not", "neither"],
      calls: "told",
    });
    expect((await askedBy((bag) => Bag.concat([bag, bag.take(1)]).frequencies())).calls).toBe(
      "read and told",
    );
    expect(await askedBy((bag) => bag.flatMap(split).frequencies().toDelayed()[0]!)).toEqual({
      result: words,
      calls: "told",
    });
  });

  it("reads where anything else is needed", async () => {
    const asks: ((bag: Bag<string>) => Bag<unknown>)[] = [
      (bag) => bag,
      (bag) => bag.distinct({ key: (line) => line.length }),
      (bag) => bag.intersection(["to be"]),
      (bag) => bag.countBy((line) => line),
      (bag) => bag.filter(() => true).frequencies(),
      (bag) => bag.map((line) => line).frequencies(),
      (bag) => bag.take(2, { npartitions: 2 }).frequencies(),
      (bag) => bag.randomSample(1, 1).frequencies(),
      (bag) =>
        bag
          .flatMap(split)
          .filter(() => true)
          .frequencies(),
      (bag) => bag.flatMap(split).flatMap(split).frequencies(),
      (bag) => bag.map(split).flatten().frequencies(),
      (bag) => bag.repartition({ npartitions: 1 }).frequencies(),
    ];
    for (const ask of asks) expect([String(ask), (await askedBy(ask)).calls]).toEqual([String(ask), "read"]);
  });

  it("reads where not all passes are made", async () => {
    const ask = (bag: Bag<string>): Bag<unknown> => bag.flatMap(split).frequencies();
    for (const optimize of [false, { fuse: false }, { project: false }])
      expect(await askedBy(ask, { ...anyhow, optimize })).toEqual({ result: words, calls: "read" });
  });

  it("reads once where its elements are needed in several ways", async () => {
    const reading = counted((places: readonly Lines[]) => [...read(places)]);
    const bag = readWith([["a b"]], reading.fn, { operation, frequencies: tell });
    const results = await compute(bag.frequencies(), bag, optimised);
    expect(results).toEqual([[["a b", 1]], ["a b"]]);
    expect(reading.calls).toBe(1);
  });

  it("is told by what a function splits that does nothing else", async () => {
    const texts = [
      `(line) => line.split(" ")`,
      `line => line.split(" ")`,
      `(line) => line.split(' ')`,
      "(line) => line.split(` `)",
      `( $_1\n)=>$_1\n  .split ( " " )`,
      `(line        )           => line .split(" ")`,
      `(größe) => größe.split(" ")`,
      `(async) => async.split(" ")`,
    ];
    for (const text of texts) {
      const fn = await written(text);
      expect([text, await askedBy((bag) => bag.flatMap(fn).frequencies())]).toEqual([
        text,
        { result: words, calls: "told" },
      ]);
    }
    const bound = closure((line: string) => line.split(" "), { scope: {} });
    expect((await askedBy((bag) => bag.flatMap(bound).frequencies())).calls).toBe("told");
  });

  it.each([" ", ",", "$", "'", "]", "[", "\t", "~", "!"])("is told the separator %j", async (separator) => {
    const places = [[`a${separator}b`, `${separator}a`], [""]];
    const seen = counted((separator: string | undefined) => separator);
    const frequencies: Frequencies = (places, { separator: told }) => {
      if (told === separator) seen.fn(told);
      return tell(places, { separator: told });
    };
    const bag = readWith(places, read<string>, { operation, frequencies });
    const texts = [
      `(line) => line.split(${JSON.stringify(separator)})`,
      `(line) => line.split(\`${separator}\`)`,
    ];
    for (const text of texts)
      expect(
        await bag
          .flatMap(await written(text))
          .frequencies()
          .compute(optimised),
      ).toEqual([
        ["a", 2],
        ["b", 1],
        ["", 2],
      ]);
    expect(seen.calls).toBe(4);
  });

  it("reads where a function does anything else", async () => {
    const texts = [
      `(line) => line.split("")`,
      `(line) => line.split("  ")`,
      `(line) => line.split(/ /)`,
      `(line) => line.split("\\u0020")`,
      `(line) => line.split("\\n")`,
      `(line) => line.split("\\\\")`,
      `(line) => line.split("\\"")`,
      `(line) => line.split("é")`,
      `(line) => line.split("\u007f")`,
      `(line) => line.split(" ", 1)`,
      `(line) => line.split(" ").slice(1)`,
      `(line) => line.trim().split(" ")`,
      `(line) => line?.split(" ")`,
      `(line) => { return line.split(" "); }`,
      `(line) => line.split(/* by blanks */ " ")`,
      `(line, other) => line.split(" ")`,
      `(line = "") => line.split(" ")`,
      `(...line) => line[0].split(" ")`,
      `({ length }) => [length]`,
      `async (line) => line.split(" ")`,
      `async line => line.split(" ")`,
      `function (line) { return line.split(" "); }`,
      `(line) => other.split(" "), other = "x y"`,
      `(lin) => line.split(" "), line = "x y"`,
      `{ fn(line) { return line.split(" "); } }.fn`,
      `((line) => line.split(" ")).bind(undefined)`,
      `new Proxy((line) => line.split(" "), {})`,
    ];
    for (const text of texts) {
      const fn = await written(text);
      const ask = (bag: Bag<string>): Bag<unknown> => bag.flatMap(fn).frequencies();
      const here = { scheduler: "sync", optimize: true }; // a Proxy goes nowhere else
      expect([text, (await askedBy(ask, here)).calls]).toEqual([text, "read"]);
    }
  });

  it("reads where more is said of how a function is called", async () => {
    const options = [
      { context: true },
      { concurrency: 2 },
      { onError: "skip" },
      { onError: () => [] },
      { retries: 1 },
      { timeout: 60_000 },
    ] as const;
    for (const one of options) {
      const ask = (bag: Bag<string>): Bag<unknown> =>
        bag.flatMap(split, one as { readonly concurrency: 2 }).frequencies();
      expect([one, await askedBy(ask)]).toEqual([one, { result: words, calls: "read" }]);
    }
  });

  it("is given `args` after the context, which has the signal", async () => {
    const frequencies = (
      places: readonly number[],
      { signal, separator }: Parameters<Frequencies>[1],
      by: number,
      name: (x: number) => string,
    ): ElementFrequencies[] => [
      [
        [name(places[0]!), typeof separator, String(signal.aborted)],
        [by, by, by],
      ],
    ];
    const name = (x: number): string => `place ${x}`;
    const read = (
      _places: unknown,
      _context: unknown,
      by: number,
      name: (x: number) => string,
    ): string[][] => [[name(by)]];
    const bag = readWith([7], read, { operation, args: [10, name], frequencies });
    expect(await bag.frequencies().compute(optimised)).toEqual([
      ["place 7", 10],
      ["undefined", 10],
      ["false", 10],
    ]);
  });

  it("ends when the run is aborted", async () => {
    const controller = new AbortController();
    let isClosed = false;
    async function* frequencies(
      _: unknown,
      { signal }: Parameters<Frequencies>[1],
    ): AsyncGenerator<ElementFrequencies> {
      try {
        yield [["a"], [1]];
        const aborted = new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason as Error)),
        );
        controller.abort();
        await aborted;
      } finally {
        isClosed = true;
      }
    }
    const bag = readWith([0], () => [["a"]], { operation, frequencies });
    const run = { scheduler: "async", optimize: true, signal: controller.signal } as const;
    expect(await rejectionOf(bag.frequencies().compute(run))).toMatchObject({ name: "AbortError" });
    await expect.poll(() => isClosed).toBe(true);
  });

  it("is named when it fails, and where it was called", async () => {
    function* broken(): Generator<ElementFrequencies> {
      yield [["a"], [1]];
      throw new RangeError("torn");
    }
    const failures: [Frequencies, string][] = [
      [broken, "torn"],
      [() => 3 as never, "Expected what `frequencies` returns to be iterable, got 3."],
      [() => null as never, "Expected what `frequencies` returns to be iterable, got null."],
      [
        () => ["ab"] as never,
        "Expected what `frequencies` yields to be arrays `[elements, counts]` of an array and as many numbers",
      ],
      [() => [[["a"], []]], "Expected what `frequencies` yields"],
      [() => [[["a"]]] as never, "Expected what `frequencies` yields"],
      [() => [[new Set(["a"]), [1]]] as never, "Expected what `frequencies` yields"],
    ];
    const unreadable = (): string[][] => {
      throw new RangeError("not to be read");
    };
    for (const [frequencies, message] of failures) {
      const bag = readWith([["a b"]], unreadable, { operation, frequencies });
      const counts = bag.flatMap(split).frequencies();
      const { callSite } = (await rejectionOf(counts.compute(unoptimised))) as TaskError;
      expect(await rejectionOf(counts.compute(optimised))).toMatchObject({
        operation,
        partition: 0,
        index: undefined,
        callSite,
        cause: { message: expect.stringContaining(message) as string },
      });
    }
  });

  it("is closed when what it tells is of no use", async () => {
    let isClosed = false;
    function* frequencies(): Generator<ElementFrequencies> {
      try {
        yield [[Symbol("no key")], [1]];
      } finally {
        isClosed = true;
      }
    }
    const bag = readWith([0], () => [["a"]], { operation, frequencies });
    expect(await rejectionOf(bag.frequencies().compute({ scheduler: "sync", optimize: true }))).toMatchObject(
      {
        operation: "frequencies",
        partition: 0,
        index: undefined,
      },
    );
    expect(isClosed).toBe(true);
  });

  it("is explained", () => {
    const bag = readWith([["a b"]], read<string>, { operation, frequencies: tell });
    expect(bag.frequencies().explain({ optimize: true })).toContain(
      "1 task: readLines (only how often each element is there) -> frequencies\n",
    );
    expect(bag.flatMap(split).distinct().explain({ optimize: true })).toContain(
      "1 task: readLines (only how often each part is there) -> distinct\n",
    );
    expect(
      bag
        .flatMap(split)
        .frequencies()
        .explain({ optimize: { project: false } }),
    ).toContain("1 task: readLines -> readLines -> flatMap -> frequencies\n");
  });

  it("is refused where it is no function", () => {
    expect(() => readWith([7], read as never, { operation, frequencies: 3 as never })).toThrow(
      "readWith(): Expected `frequencies` to be a function, got 3.",
    );
  });
});
