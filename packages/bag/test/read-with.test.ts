import { readWith, type PartitionContext } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs } from "./schedulers.ts";

/** Three pages of numbers, of which the second is empty. */
function* readPages(pages: readonly number[]): Generator<number[]> {
  for (const page of pages) {
    yield page === 1 ? [] : [10 * page, 10 * page + 1];
    yield [10 * page + 2];
  }
}

const operation = "readPages";

describe.each(runs)("readWith with %o", (run) => {
  it("makes a partition of each place, of what is read in portions", async () => {
    const bag = readWith([0, 1, 2], readPages, { operation });
    expect(bag.npartitions).toBe(3);
    expect(await bag.compute(run)).toEqual([0, 1, 2, 12, 20, 21, 22]);
    expect(
      await bag
        .map((x) => x + 1)
        .take(4)
        .compute(run),
    ).toEqual([1, 2, 3, 13]);
    expect(await bag.count().compute(run)).toBe(7);
  });

  it("reads several places into a partition, and waits for what comes later", async () => {
    const bag = readWith([0, 1, 2], readPages, { operation, partitionSize: 2 });
    expect(bag.npartitions).toBe(2);
    expect(await bag.mapPartitions((elements) => [elements.length]).compute(run)).toEqual([4, 3]);
    async function* readLater(pages: readonly number[]): AsyncGenerator<number[]> {
      for (const portion of readPages(pages)) yield await Promise.resolve(portion);
    }
    expect(await readWith([0, 1, 2], readLater, { operation }).sum().compute(run)).toBe(78);
    expect(await readWith([], readPages, { operation }).compute(run)).toEqual([]);
  });

  it("gives both functions what comes after the context", async () => {
    const plus = (x: number): number => x + 1;
    function* read(pages: readonly number[], { partition }: PartitionContext, by: number, fn: typeof plus) {
      yield pages.map((page) => fn(page * by) + partition);
    }
    function* count(pages: readonly number[], _: unknown, by: number) {
      yield pages.length * by;
    }
    const bag = readWith([1, 2, 3], read, { operation, args: [10, plus] });
    expect(await bag.compute(run)).toEqual([11, 22, 33]);
    const counted = readWith([1, 2, 3], read, { operation, args: [10, plus], count });
    expect(await counted.count().compute({ ...run, optimize: true })).toBe(30);
  });
});

describe("readWith", () => {
  const lengths = [[2, 1], [0, 1], [2_000_000]];
  function* countPages(pages: readonly number[]): Generator<number> {
    for (const page of pages) yield* lengths[page]!;
  }
  async function* countLater(pages: readonly number[]): AsyncGenerator<number> {
    for (const count of countPages(pages)) yield await Promise.resolve(count);
  }

  it.each([countPages, countLater])(
    "asks how many elements there are where nothing else is needed (%o)",
    async (count) => {
      const run = { ...anyhow, optimize: true };
      const bag = readWith([0, 1, 2], readPages, { operation, count });
      expect(await bag.count().compute(run)).toBe(2_000_004);
      expect(await bag.take(3, { npartitions: 3 }).count().compute(run)).toBe(3);
      expect(
        await bag
          .map((x) => x)
          .count()
          .compute(run),
      ).toBe(7);
      expect(
        await bag
          .filter(() => true)
          .count()
          .compute(run),
      ).toBe(7);
      expect(await bag.count().compute({ ...anyhow, optimize: false })).toBe(7);
      expect(await bag.compute(run)).toHaveLength(7);
    },
  );

  it("names what the user called when counting fails", async () => {
    const count = (): never => {
      throw new RangeError("torn");
    };
    const run = { ...anyhow, optimize: true };
    expect(
      await rejectionOf(readWith([7], readPages, { operation, count }).count().compute(run)),
    ).toMatchObject({ operation, partition: 0, cause: { message: "torn" } });
    const notIterable = (() => 3) as never;
    expect(
      await rejectionOf(readWith([7], readPages, { operation, count: notIterable }).count().compute(run)),
    ).toMatchObject({
      operation,
      cause: { message: expect.stringContaining("what `count` returns") as string },
    });
    for (const told of [-1, 1.5, "1", undefined]) {
      const wrong = () => [2, told] as never;
      expect(
        await rejectionOf(readWith([7], readPages, { operation, count: wrong }).count().compute(run)),
      ).toMatchObject({
        operation,
        cause: { message: expect.stringContaining("what `count` yields to be whole numbers") as string },
      });
    }
    expect(() => readWith([7], readPages, { operation, args: 3 as never })).toThrow(
      "readWith(): Expected `args` to be an array, got 3.",
    );
    expect(() => readWith([7], readPages, { operation, count: 3 as never })).toThrow(
      "readWith(): Expected `count` to be a function, got 3.",
    );
  });

  it("becomes one loop over the portions and another over their elements", () => {
    const text = readWith([1], readPages, { operation })
      .map((x) => x + 1)
      .explain({ code: true, optimize: true });
    expect(text).toContain("readPages -> readPages -> map -> collect");
    const loop = text.slice(text.indexOf("elements: for"));
    expect(loop).toMatch(/^elements: for [^]*while \(index1 [^]*for \(; index1 /);
  });

  it("names what the user called, and the place among what was read, when something fails", async () => {
    function* broken(): Generator<number[]> {
      yield [1];
      throw new RangeError("torn");
    }
    expect(await rejectionOf(readWith([7], broken, { operation }).compute(anyhow))).toMatchObject({
      operation,
      partition: 0,
      cause: { message: "torn" },
    });
    const failing = readWith([0, 2], readPages, { operation }).map((x) => {
      if (x === 22) throw new RangeError("unlucky");
      return x;
    });
    expect(await rejectionOf(failing.compute(anyhow))).toMatchObject({
      operation: "map",
      partition: 1,
      index: 2,
    });
  });

  it("refuses bad input where it is given", () => {
    expect(() => readWith(5 as never, readPages, { operation })).toThrow(
      "Expected `places` to be an array, got 5.",
    );
    expect(() => readWith([1], "x" as never, { operation })).toThrow("Expected `read` to be a function");
    expect(() => readWith([1], readPages, { operation: "" })).toThrow("Expected `operation` to be a string");
    expect(() => readWith([1], readPages, { operation, partitionSize: 0 })).toThrow("`partitionSize`");
  });
});
