import { Readable } from "node:stream";
import { Bag, compute, TaskError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";
import { partitionStarts } from "./partition-starts.js";

/** Numbers from 0 up, and how many of them have been read. */
function numbers(end: number) {
  const seen = { read: 0, isClosed: false };
  async function* generate(): AsyncGenerator<number> {
    try {
      for (let i = 0; i < end; i++) {
        seen.read += 1;
        await Promise.resolve();
        yield i;
      }
    } finally {
      seen.isClosed = true;
    }
  }
  return { seen, stream: generate() };
}

function* failing(): Generator<number> {
  yield* [1, 2, 3];
  throw new RangeError("no more");
}

onEveryScheduler((scheduler) => {
  it("reads an asynchronous iterable from beginning to end, in order", async () => {
    const { seen, stream } = numbers(1000);
    const bag = Bag.from(stream).map((x) => 2 * x);
    expect(seen.read).toBe(0);
    expect(await bag.compute({ scheduler })).toEqual(Array.from({ length: 1000 }, (_, i) => 2 * i));
    expect(seen).toEqual({ read: 1000, isClosed: true });
  });

  it("reads any iterable, a string or one that is expressly not asynchronous included", async () => {
    expect(await Bag.from("a😀").compute({ scheduler })).toEqual(["a", "😀"]);
    const plain = { [Symbol.asyncIterator]: undefined, [Symbol.iterator]: () => [1, 2].values() };
    expect(await Bag.from(plain as Iterable<number>).compute({ scheduler })).toEqual([1, 2]);
  });

  it("reads once for all that need it, what needs all of it before any of it included", async () => {
    const bag = Bag.from(numbers(500).stream);
    const [count, shares, all] = await compute(
      bag.count(),
      bag.map((x, total) => x / total, bag.sum()),
      bag,
      { scheduler },
    );
    expect(count).toBe(500);
    expect(all).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(shares).toEqual(all.map((x) => x / 124_750));
  });

  it("reads no more than is taken, and tells the iterable so", async () => {
    const { seen, stream } = numbers(Infinity);
    expect(await Bag.from(stream, { firstPartitionSize: 5 }).take(3).compute({ scheduler })).toEqual([
      0, 1, 2,
    ]);
    expect(seen).toEqual({ read: 5, isClosed: true });
  });

  it("reads no faster than a loop goes on, and stops when it is left", async () => {
    const { seen, stream } = numbers(Infinity);
    const bag = Bag.from(stream, { firstPartitionSize: 1 });
    // Twice as many partitions as tasks may be under way are worked on ahead of the loop, 32 on "async"; and one is read.
    const ahead = 2 * 32 + 2;
    let before = 0;
    for await (const x of bag.map((each) => each).iterate({ scheduler })) {
      const partition = partitionStarts.findIndex((start) => start > x) - 1;
      expect(seen.read).toBeLessThanOrEqual(partitionStarts[partition + 1 + ahead]!);
      before = x;
      if (x === 200) break;
    }
    expect(before).toBe(200);
    expect(seen.isClosed).toBe(true);
  });

  it("names partition and element where the iterable fails", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield* [1, 2, 3];
      await Promise.reject(new RangeError("no more"));
    }
    const run = Bag.from(broken(), { firstPartitionSize: 2 }).sum().compute({ scheduler });
    await expect(run).rejects.toBeInstanceOf(TaskError);
    await expect(run).rejects.toMatchObject({
      operation: "from",
      partition: 1,
      index: 1,
      cause: { name: "RangeError", message: "no more" },
    });
  });

  it("leaves nothing out where failed tasks are tried again: what was read is not there any more", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield* [1, 2, 3];
      await Promise.reject(new RangeError("no more"));
    }
    for (const iterable of [broken(), failing()]) {
      const run = Bag.from(iterable, { firstPartitionSize: 2 }).compute({
        scheduler,
        retries: 2,
        retryDelay: 0,
      });
      await expect(run).rejects.toMatchObject({ operation: "from", cause: { message: "no more" } });
    }
    const refused = Bag.from<unknown>([1, new (class Point {})(), 3], { firstPartitionSize: 1 });
    const run = refused.compute({ scheduler, strict: true, retries: 2, retryDelay: 0 });
    await expect(run).rejects.toMatchObject({ operation: "from", partition: 1 });
  });

  it("stops at once when the run is aborted while the iterable waits", async () => {
    const controller = new AbortController();
    const endless = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          controller.abort(new Error("enough"));
          return new Promise<IteratorResult<number>>(() => undefined);
        },
      }),
    };
    const run = Bag.from(endless).count().compute({ scheduler, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
  });

  it("refuses elements that cannot go where the others do", async () => {
    const bag = Bag.from([1, new WeakSet() as unknown as number]).map((x) => x);
    await expect(bag.compute({ scheduler, strict: true })).rejects.toMatchObject({ operation: "from" });
  });
});

describe("Bag.from", () => {
  it("reads a stream once only, and says so", async () => {
    for (const stream of [
      Readable.from(["a", "b"]),
      new Blob(["a"]).stream() as AsyncIterable<unknown>,
      numbers(3).stream,
      [1, 2].values(),
    ]) {
      const bag = Bag.from<unknown>(stream);
      await bag.compute();
      await expect(bag.count().compute()).rejects.toThrow(
        "Expected an iterable that can be read once more, but this one was read by an earlier run.",
      );
    }
  });

  it("reads again what begins anew each time", async () => {
    const bag = Bag.from({ [Symbol.asyncIterator]: () => numbers(3).stream });
    expect(await bag.compute()).toEqual([0, 1, 2]);
    expect(await bag.compute()).toEqual([0, 1, 2]);
    const kept = await Bag.from(numbers(3).stream).persist();
    expect([await kept.sum().compute(), await kept.count().compute()]).toEqual([3, 3]);
  });

  it("reads what is not asynchronous on the calling thread too, where nothing has to be waited for", () => {
    expect(Bag.from(new Set(["a", "b"])).computeSync()).toEqual(["a", "b"]);
    expect(() => Bag.from(numbers(3).stream).computeSync()).toThrow(
      "It reads from an asynchronous iterable, and computeSync() cannot wait. Use compute() instead.",
    );
  });

  it("puts a sixteenth more into each partition, and what is left into the last", async () => {
    const lengths = async (bag: Bag<unknown>): Promise<number[]> =>
      bag.mapPartitions((elements) => [elements.length]).compute();
    expect(await lengths(Bag.from(numbers(300).stream, { npartitions: 4 }))).toEqual([64, 68, 72, 96]);
    expect(await lengths(Bag.from(numbers(10).stream, { npartitions: 3, firstPartitionSize: 8 }))).toEqual([
      8, 2, 0,
    ]);
    expect(await lengths(Bag.from(numbers(5).stream, { npartitions: 1 }))).toEqual([5]);
    expect(await lengths(Bag.from([]))).toEqual(new Array(256).fill(0));
  });

  it("closes an iterable whose end fails, and fails with it", async () => {
    const iterable = {
      [Symbol.iterator]: () => ({
        next: () => ({ value: 1, done: false }),
        return(): never {
          throw new Error("cannot close");
        },
      }),
    };
    await expect(Bag.from(iterable).take(1).compute()).rejects.toThrow("cannot close");
  });

  it("refuses what is no iterable, and options that it does not know", () => {
    expect(() => Bag.from(5 as never)).toThrow(
      "Bag.from(): Expected `iterable` to be an iterable or async iterable, got 5.",
    );
    expect(() => Bag.from([], { npartitions: 0 })).toThrow("`npartitions`");
    expect(() => Bag.from([], { firstPartitionSize: 1.5 })).toThrow("`firstPartitionSize`");
    expect(() => Bag.from([], { partitionSize: 1 } as never)).toThrow("partitionSize");
  });
});
