import { automatic, Bag, InvalidArgumentError, processes, threads, type TimeoutError } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

const never = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });

onEveryScheduler((scheduler, name) => {
  it("calls a function again for the element it failed on, and for no other", async () => {
    const calls = new Map<number, number>();
    // Fails the first two times on every third number, at once or later.
    const shaky = (x: number): number | Promise<number> => {
      const call = (calls.get(x) ?? 0) + 1;
      calls.set(x, call);
      if (x % 3 !== 0 || call > 2) return -x;
      const error = new RangeError(`call ${call} for ${x}`);
      if (x % 2 === 0) throw error;
      return Promise.reject(error);
    };
    const bag = Bag.range(600, { npartitions: 2 });
    const expected = Array.from({ length: 600 }, (_, x) => -x);
    const options = { retries: 2, retryDelay: 0 };
    expect(await bag.map(shaky, options).compute({ scheduler })).toEqual(expected);
    calls.clear();
    expect(await bag.map(shaky, { ...options, concurrency: 4 }).compute({ scheduler })).toEqual(expected);
  });

  it("deals with an element as onError says once its last call has failed", async () => {
    const isWorth = (error: unknown): boolean => (error as Error).message !== "hopeless";
    let calls = 0;
    const fail = (x: number): number => {
      calls += 1;
      if (x === 1) throw new Error("hopeless");
      if (x === 2) throw new Error("again");
      return x;
    };
    const options = { retries: 3, retryOn: isWorth, retryDelay: 1 };
    const bag = Bag.range(4, { npartitions: 1 });
    const replaced = bag.map(fail, {
      ...options,
      onError: (error, x) => `${(error as Error).message} on ${x}`,
    });
    expect(await replaced.compute({ scheduler })).toEqual([0, "hopeless on 1", "again on 2", 3]);
    if (name === "sync" || name === "async") expect(calls).toBe(7);
    await expect(bag.filter(fail, options).compute({ scheduler })).rejects.toMatchObject({
      name: "TaskError",
      operation: "filter",
      index: 1,
      cause: { message: "hopeless" },
    });
    const settled = await bag.mapSettled(fail, options).compute({ scheduler });
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  });

  it("gives each call so much time, and tells by its signal when that is over", async () => {
    const bag = Bag.range(4, { npartitions: 1 });
    const wait = (x: number, { signal }: { signal: AbortSignal }): Promise<number> =>
      x === 2 ? never(signal) : Promise.resolve(x);
    const options = { context: true, timeout: 150 } as const;
    const waited = bag.map(wait, {
      ...options,
      concurrency: 2,
      onError: (error) => `${(error as Error).name} ${(error as TimeoutError).timeout}`,
    });
    expect(await waited.compute({ scheduler })).toEqual([0, 1, "TimeoutError 150", 3]);
    const failed = bag.flatMap(async (x, context) => [await wait(x, context)], options);
    await expect(failed.compute({ scheduler })).rejects.toMatchObject({
      operation: "flatMap",
      index: 2,
      cause: { name: "TimeoutError", timeout: 150 },
    });
  });

  it("gives functions of whole partitions time and tries of their own", async () => {
    let calls = 0;
    const twice = Bag.range(6, { npartitions: 2 }).mapPartitions(
      (list, { partition, signal }) => {
        if (partition === 1) return never(signal);
        calls += 1;
        if (calls === 1) throw new Error("not yet");
        return list;
      },
      { context: true, retries: 1, retryDelay: 0, timeout: 150, onError: (_, list) => [list.length] },
    );
    expect(await twice.compute({ scheduler })).toEqual([0, 1, 2, 3]);
  });
});

it("finds on the calling thread that a call took too long when it returns", () => {
  const slow = (x: number): number => {
    if (x === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
    return x;
  };
  const bag = Bag.range(3).map(slow, { timeout: 100, onError: "skip" });
  expect(bag.computeSync()).toEqual([0, 2]);
});

it("refuses limits that are none", () => {
  const bag = Bag.range(3);
  const identity = (x: number): number => x;
  expect(() => bag.map(identity, { timeout: 0 })).toThrow(InvalidArgumentError);
  expect(() => bag.map(identity, { timeout: 2 ** 31 })).toThrow(
    "bag.map(): Expected `timeout` to be a number of milliseconds above 0 and up to 2147483647, which are 24 days, got 2147483648.",
  );
  expect(() => bag.filter(identity, { retries: 1.5 })).toThrow(
    "Expected `retries` to be a whole number from 0 up",
  );
  expect(() => bag.flatMap(() => [], { retryOn: 5 } as never)).toThrow(
    "Expected `retryOn` to be a function, got 5.",
  );
  expect(() => bag.tap(identity, { retryDelay: -1 })).toThrow(
    "Expected `retryDelay` to be a number of milliseconds",
  );
});

it("ends a call that hangs with its worker, and goes on behind it", async () => {
  const hang = (x: number): number => {
    while (x === 2) Math.random();
    return x;
  };
  const bag = Bag.range(5, { npartitions: 1 });
  const options = { timeout: 200, retries: 0 };
  await using threadPool = threads({ workers: 1 });
  await using processPool = processes({ workers: 1 });
  await Promise.all(
    [threadPool, processPool].map(async (scheduler) => {
      const { value, metadata } = await bag
        .map(hang, { ...options, onError: "skip" })
        .computeWithMetadata({ scheduler });
      expect(value).toEqual([0, 1, 3, 4]);
      expect(metadata.skipped).toEqual([{ operation: "map", count: 1 }]);
    }),
  );
  const error: unknown = await bag
    .map((x) => Promise.resolve(x).then(hang), options)
    .compute({ scheduler: automatic(threadPool.executor) })
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ operation: "map", index: 2, cause: { name: "TimeoutError", timeout: 200 } });
});
