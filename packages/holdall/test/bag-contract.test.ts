import { arraySplit, Bag, compute, concatenate, delayed, random, TaskError } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

onEveryScheduler((scheduler, name) => {
  it("maps and concatenates chunks in order", async () => {
    const numbers = Float64Array.from({ length: 1000 }, (_, i) => i / 7);
    const offset = 3;
    const mapped = await Bag.fromSequence(arraySplit(numbers, 70), { npartitions: 70 })
      .map((chunk) => chunk.map((x) => Math.sqrt(x) + offset))
      .compute({ scheduler });
    expect(concatenate(mapped)).toEqual(numbers.map((x) => Math.sqrt(x) + offset));
  });

  it("fuses element-wise operations without changing what they mean", async () => {
    const bag = Bag.range(100, { npartitions: 7 })
      .map((x, by) => x * by, 3)
      .filter((x) => x % 2 === 0)
      .flatMap((x) => [x, -x])
      .remove((x) => x === -6);
    const expected = Array.from({ length: 100 }, (_, i) => i * 3)
      .filter((x) => x % 2 === 0)
      .flatMap((x) => [x, -x])
      .filter((x) => x !== -6);
    expect(await bag.compute({ scheduler })).toEqual(expected);
    expect(await bag.compute({ scheduler, optimize: false })).toEqual(expected);
  });

  it("awaits asynchronous functions everywhere", async () => {
    const later = async <T>(value: T): Promise<T> => {
      await Promise.resolve();
      return value;
    };
    const bag = Bag.range(20, { npartitions: 3 })
      .map((x) => later(x + 1))
      .filter((x) => later(x % 2 === 0))
      .flatMap((x) => later([x, x]));
    const expected = Array.from({ length: 20 }, (_, i) => i + 1)
      .filter((x) => x % 2 === 0)
      .flatMap((x) => [x, x]);
    expect(await bag.compute({ scheduler })).toEqual(expected);
    expect(await bag.fold((a, b) => later(a + b)).compute({ scheduler })).toBe(220);
  });

  it("reduces", async () => {
    const bag = Bag.fromSequence([5, 3, 8, 1, 9, 2], { npartitions: 4 });
    const results = [bag.count(), bag.sum(), bag.min(), bag.max(), bag.fold((a, b) => a * b)] as const;
    expect(await compute(...results, { scheduler })).toEqual([6, 28, 1, 9, 2160]);
    const longest = bag.reduction(
      (part: readonly number[]) => Math.max(...part),
      (parts: readonly number[]) => Math.max(...parts),
      { splitEvery: 2 },
    );
    expect(await longest.compute({ scheduler })).toBe(9);
  });

  it("gives the same floating-point sum, mean and variance, bit for bit", async () => {
    const bag = Bag.range(1000, { npartitions: 37 }).map((x) => Math.sin(x) * 1e10);
    for (const item of [bag.sum(), bag.mean(), bag.variance({ splitEvery: 3 }), bag.std({ ddof: 1 })]) {
      expect(await item.compute({ scheduler })).toBe(item.computeSync());
    }
  });

  it("describes numbers in the same way, few and many", async () => {
    const few = Bag.range(1000, { npartitions: 37 }).map((x) => Math.sin(x));
    const many = Bag.range(40_000, { npartitions: 11 }).map((x) => Math.sin(x));
    const results = [
      few.describe(),
      many.describe(),
      many.quantile([0.01, 0.99], { splitEvery: 2 }),
      few.histogram(),
      many.histogram({ bins: [-1, 0, 0.5, 1] }),
    ] as const;
    expect(await compute(...results, { scheduler })).toEqual(results.map((item) => item.computeSync()));
  });

  it("draws the same elements at random", async () => {
    const bag = Bag.range(1000, { npartitions: 37 });
    const drawn = [random.sample(bag, 20), random.choices(bag, 20, { seed: 1, splitEvery: 3 })] as const;
    expect(await compute(...drawn, { scheduler })).toEqual(drawn.map((one) => one.computeSync()));
  });

  it("joins typed arrays into one", async () => {
    const chunks = arraySplit(
      Int16Array.from({ length: 100 }, (_, i) => i),
      9,
    );
    const joined = await Bag.fromSequence(chunks).concatenate().compute({ scheduler });
    expect(joined).toEqual(Int16Array.from({ length: 100 }, (_, i) => i));
  });

  it.each([
    ["an empty sequence", [], 1],
    ["one element", ["only"], 1],
    ["more partitions than elements", ["a", "b"], 5],
  ])("computes %s", async (_, elements: readonly string[], npartitions) => {
    const bag = Bag.fromSequence(elements, { npartitions }).map((x) => `${x}!`);
    expect(await bag.compute({ scheduler })).toEqual(elements.map((x) => `${x}!`));
    expect(await bag.count().compute({ scheduler })).toBe(elements.length);
  });

  it("reads lockstep bags, broadcast items and delayed values", async () => {
    const left = Bag.range(6, { npartitions: 2 });
    const right = Bag.range(10, 16, { npartitions: 2 });
    const sum = right.sum();
    const factor = delayed(() => 2)();
    const bag = left.map((x, y, total, by) => (x + y) * by + total, right, sum, factor);
    expect(await bag.compute({ scheduler })).toEqual([0, 1, 2, 3, 4, 5].map((x) => (x + x + 10) * 2 + 75));
  });

  it("moves elements to fewer, more, and even partitions, and pairs them", async () => {
    const bag = Bag.range(100, { npartitions: 7 }).map((x) => ({ x, name: `element ${x}` }));
    const expected = Array.from({ length: 100 }, (_, x) => ({ x, name: `element ${x}` }));
    for (const cut of [{ npartitions: 3 }, { npartitions: 40 }, { partitionSize: 9 }])
      expect(await bag.repartition(cut).compute({ scheduler })).toEqual(expected);
    const pairs = bag.repartition({ npartitions: 2 }).product(Bag.fromSequence(["a", "b"]));
    const short = pairs.filter(([{ x }, letter]) => x === 40 && letter === "b");
    expect(await short.compute({ scheduler })).toEqual([[{ x: 40, name: "element 40" }, "b"]]);
  });

  it("takes from the front and computes no more partitions than it needs", async () => {
    const bag = Bag.range(1000, { npartitions: 100 });
    const checked = bag.map((x) => {
      if (x >= 30) throw new Error("This partition is not needed.");
      return x;
    });
    const taken = checked.filter((x) => x % 4 === 0).take(8);
    expect(await taken.compute({ scheduler })).toEqual([0, 4, 8, 12, 16, 20, 24, 28]);
  });

  it("streams elements, and stops when the reader does", async () => {
    const read: number[] = [];
    for await (const x of Bag.range(40, { npartitions: 20 }).map((x) => x + 1)) {
      read.push(x);
      if (x === 7) break;
    }
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("names operation, partition and element of a failure, and where in the user's code it was", async () => {
    const bag = Bag.range(20, { npartitions: 4 })
      .map((x) => x + 1)
      .map(function invert(x) {
        if (x === 13) throw new RangeError("unlucky");
        return 1 / x;
      });
    const error = (await bag.compute({ scheduler }).catch((reason: unknown) => reason)) as TaskError;
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({ operation: "map", partition: 2, index: 2, cause: { message: "unlucky" } });
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(error.stack).toMatch(/invert \(.*bag-contract\.test\.ts:\d+:\d+/);
    expect(error.message).toContain("element 2 of partition 2");
  });

  const runsHere = ["sync", "async", "auto"].includes(name); // what is as small as this
  it(`computes values that only ${runsHere ? "this thread" : "workers"} see the same way`, async () => {
    const seen = new Map<string, number>();
    const count = (word: string): number => {
      seen.set(word, (seen.get(word) ?? 0) + 1);
      return seen.get(word)!;
    };
    // One partition is one task, in one place: what is written to captured data there is seen there.
    expect(
      await Bag.fromSequence(["a", "b", "a"], { npartitions: 1 }).map(count).compute({ scheduler }),
    ).toEqual([1, 1, 2]);
    expect(seen.size).toBe(runsHere ? 2 : 0);
  });

  it("stops long work on elements within a second when the signal fires", async () => {
    const controller = new AbortController();
    let aborted = Infinity;
    const abort = (): void => {
      aborted = performance.now();
      controller.abort();
    };
    const run = Bag.range(10_000, { npartitions: 4 })
      .map((x) => (Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5) === "ok" ? 0 : x))
      .sum()
      .compute({
        scheduler,
        signal: controller.signal,
        hooks: { startState: () => void setTimeout(abort, 100) },
      });
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    expect(performance.now() - aborted).toBeLessThan(1000);
  });
});
