import { Bag } from "@holdall/bag";
import { NotSynchronousError, TaskError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { counted, rejectionOf, runs, sync } from "../schedulers.ts";

/** A function whose calls end only when `size` of them have come together, or all `length` have come. */
function meeting(size: number, length: number): (x: number) => Promise<number> {
  const waiting: (() => void)[] = [];
  let calls = 0;
  return async (x) => {
    calls += 1;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === size || calls === length) for (const goOn of waiting.splice(0)) goOn();
    });
    return x;
  };
}

/** A function that notes how many calls of it are under way at once at most, on whatever thread. */
function watched(fn: (x: number) => Promise<number>): { fn: typeof fn; most: () => number } {
  const counts = new Int32Array(new SharedArrayBuffer(8));
  return {
    async fn(x) {
      const running = Atomics.add(counts, 0, 1) + 1;
      Atomics.store(counts, 1, Math.max(running, Atomics.load(counts, 1)));
      const result = await fn(x);
      Atomics.sub(counts, 0, 1);
      return result;
    },
    most: () => Atomics.load(counts, 1),
  };
}

/** A promise that is the longer in coming, the smaller the number. */
async function slowly<T>(x: number, value: T): Promise<T> {
  for (let turn = 0; turn < 20 - (x % 20); turn++) await Promise.resolve();
  return value;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const one = (length: number): Bag<number> => Bag.range(length, { npartitions: 1 });

describe.each(runs)("concurrency, with %o", (run) => {
  it.each([10, 400])("has so many of %d elements under way at once, and no more", async (length) => {
    const { fn, most } = watched(meeting(4, length));
    expect(await one(length).map(fn, { concurrency: 4 }).compute(run)).toEqual(upTo(length));
    expect(most()).toBe(4);
  });

  it("keeps the order, whichever ends first", async () => {
    const bag = Bag.range(300, { npartitions: 2 });
    const options = { concurrency: 16 };
    const even = upTo(300).filter((x) => x % 2 === 0);
    expect(await bag.map((x) => slowly(x, -x), options).compute(run)).toEqual(upTo(300).map((x) => -x));
    expect(await bag.filter((x) => slowly(x, x % 2 === 0), options).compute(run)).toEqual(even);
    expect(await bag.remove((x) => slowly(x, x % 2 === 1), options).compute(run)).toEqual(even);
    expect(await bag.flatMap((x) => slowly(x, [x, x]), options).compute(run)).toEqual(
      upTo(300).flatMap((x) => [x, x]),
    );
  });

  it("reads what functions yield at once, too", async () => {
    const yielding = meeting(3, 9);
    async function* twice(x: number): AsyncGenerator<number> {
      yield await yielding(x);
      yield -x;
    }
    expect(await one(9).flatMap(twice, { concurrency: 3 }).compute(run)).toEqual(
      upTo(9).flatMap((x) => [x, -x]),
    );
    expect(
      await one(4)
        .map(
          async function* (x) {
            yield await slowly(x, x);
          },
          { concurrency: 3 },
        )
        .compute(run),
    ).toEqual([[0], [1], [2], [3]]);
  });

  it("works between other operations, several times over, and into a reduction", async () => {
    const bag = Bag.range(400, { npartitions: 3 })
      .map((x) => x + 1)
      .map((x) => slowly(x, x * 2), { concurrency: 5 })
      .filter((x) => x % 3 !== 0)
      .flatMap((x) => [x, 1])
      .map((x) => slowly(x, x + 1), { concurrency: 3 })
      .map((x) => Promise.resolve(x));
    const expected = upTo(400)
      .map((x) => (x + 1) * 2)
      .filter((x) => x % 3 !== 0)
      .flatMap((x) => [x + 1, 2]);
    expect(await bag.compute(run)).toEqual(expected);
    expect(await bag.sum().compute(run)).toBe(expected.reduce((a, b) => a + b, 0));
    expect(await bag.take(5).compute(run)).toEqual(expected.slice(0, 5));
  });

  it("goes along with other bags, and hands arguments on", async () => {
    const left = Bag.range(40, { npartitions: 2 });
    const sums = left.map((x, y, z) => slowly(x, x + y + z), left, left.max(), { concurrency: 4 });
    expect(await sums.compute(run)).toEqual(upTo(40).map((x) => 2 * x + 39));
    const pairs = Bag.map((a, b) => slowly(a, [a, b]), left, left, { concurrency: 4 });
    expect(await pairs.compute(run)).toEqual(upTo(40).map((x) => [x, x]));
    const shorter = Bag.range(37, { npartitions: 2 });
    const error = await rejectionOf(
      left.map((x, y) => slowly(x, x + y), shorter, { concurrency: 4 }).compute(run),
    );
    expect(error).toMatchObject({ operation: "map", cause: { name: "RangeError" } });
  });

  it("fails with the error of the first element that fails, and starts no more after it", async () => {
    const load = counted((x: number) =>
      x % 10 === 7 ? Promise.reject(new RangeError(`no ${x}`)) : slowly(x, x),
    );
    for (const bag of [one(100), one(1000).filter((x) => x >= 0)]) {
      const before = load.calls;
      const error = await rejectionOf(bag.map(load.fn, { concurrency: 30 }).compute(run));
      expect(error).toBeInstanceOf(TaskError);
      expect(error).toMatchObject({ operation: "map", partition: 0, cause: { message: "no 7" } });
      expect(load.calls - before).toBeLessThanOrEqual(30);
    }
  });

  it("names the element that failed, and operation and element where a later operation did", async () => {
    const bag = one(60).map((x) => slowly(x, x), { concurrency: 8 });
    const failing = bag.map((x) => {
      if (x === 31) throw new RangeError("unlucky");
      return x;
    });
    const error = await rejectionOf(failing.compute({ ...run, optimize: true }));
    expect(error).toMatchObject({ operation: "map", index: 31, cause: { message: "unlucky" } });
    const last = one(60).filter((x) => (x === 59 ? Promise.reject(new Error("last")) : slowly(x, true)), {
      concurrency: 8,
    });
    expect(await rejectionOf(last.compute(run))).toMatchObject({ operation: "filter", index: 59 });
  });

  it("reads no more than it says ahead of those that are wanted", async () => {
    const load = counted((x: number) => slowly(x, x));
    expect(
      await one(1000)
        .map(load.fn, { concurrency: 8 })
        .take(3)
        .compute({ ...run, optimize: true }),
    ).toEqual([0, 1, 2]);
    expect(load.calls).toBeLessThanOrEqual(3 + 8);
  });

  it("does not fail for what comes after the last that is wanted", async () => {
    const load = (x: number): Promise<number> =>
      x === 5 ? Promise.reject(new Error("not wanted")) : slowly(x, x);
    const taken = one(20).map(load, { concurrency: 10 }).take(4);
    expect(await taken.compute({ ...run, optimize: true })).toEqual([0, 1, 2, 3]);
  });

  it("fails as without it at what goes wrong once no more is wanted", async () => {
    for (const concurrency of [1, 4]) {
      const bag = Bag.range(1, { npartitions: 1 }).mapPartitions(function* () {
        try {
          for (let x = 0; x < 100; x++) yield x;
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- as the close of a file may
          throw new RangeError("it cannot be closed");
        }
      });
      const found = bag.map((x) => slowly(x, x), { concurrency }).any((x) => x >= 2);
      expect(await rejectionOf(found.compute({ ...run, optimize: true }))).toMatchObject({
        operation: "mapPartitions",
        cause: { message: "it cannot be closed" },
      });
    }
  });

  it("makes no difference to functions that return at once", async () => {
    expect(
      await one(500)
        .map((x) => x + 1, { concurrency: 7 })
        .compute(run),
    ).toEqual(upTo(500).map((x) => x + 1));
    expect(
      one(500)
        .map((x) => x + 1, { concurrency: 7 })
        .sum()
        .computeSync(),
    ).toBe(125_250);
    expect(() =>
      one(5)
        .map((x) => Promise.resolve(x), { concurrency: 7 })
        .computeSync(),
    ).toThrow(NotSynchronousError);
  });
});

describe("options of functions of elements", () => {
  const bag = one(3);

  it("are told from arguments by their names alone, not by what the function takes", async () => {
    const all = (...args: unknown[]): unknown[] => args;
    // Not on workers: an object with another object as its prototype cannot go there.
    const given = async (...args: unknown[]): Promise<unknown> =>
      (
        await (bag.take(1).map as (...args: unknown[]) => Bag<unknown>)
          .call(bag.take(1), all, ...args)
          .compute(sync)
      )[0];
    expect(await given({ concurrency: 2 })).toEqual([0]);
    expect(await given(7, { concurrency: 2 })).toEqual([0, 7]);
    expect(await given({ concurrency: 2 }, { concurrency: 3 })).toEqual([0, { concurrency: 2 }]);
    expect(await given({ concurrency: 2 }, 7)).toEqual([0, { concurrency: 2 }, 7]);
    expect(await given({})).toEqual([0, {}]);
    expect(await given({ tolerance: 2 })).toEqual([0, { tolerance: 2 }]);
    expect(await given([{ concurrency: 2 }])).toEqual([0, [{ concurrency: 2 }]]);
    expect(await given(new Map([["concurrency", 2]]))).toEqual([0, new Map([["concurrency", 2]])]);
    expect(await given(Object.create({ concurrency: 2 }))).toEqual([0, {}]);
  });

  it("are refused at the call when they are none", () => {
    const map = (options: object): unknown => bag.map((x) => x, options as never);
    expect(() => map({ concurrency: 0 })).toThrow(
      "bag.map(): Expected `concurrency` to be a whole number from 1 up, got 0. To hand such an object to the function, pass options after it",
    );
    expect(() => map({ concurrency: 2, tolerance: 1 })).toThrow(
      "bag.map(): Unknown option `tolerance`. Allowed:",
    );
    expect(() => map({ concurrency: 2, concurency: 1 })).toThrow("Did you mean `concurrency`?");
    expect(() => bag.filter((x) => x, { concurency: 1 } as never)).toThrow(
      "bag.filter(): Unknown option `concurency`. Did you mean `concurrency`?",
    );
    expect(() => bag.remove((x) => x, 3 as never)).toThrow("bag.remove(): ");
    expect(() => bag.flatMap((x) => [x], { concurrency: 1.5 })).toThrow(
      "bag.flatMap(): Expected `concurrency`",
    );
    expect(() => Bag.map((x) => x, bag, { concurrency: NaN })).toThrow("Bag.map(): Expected `concurrency`");
  });
});
