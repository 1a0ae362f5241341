import { setImmediate } from "node:timers/promises";
import { Bag, readText, toTextFiles, type FileSystem, type Scheduler } from "holdall";
import { expect, it } from "vitest";
import { openGate, waitAt } from "./gate.js";
import { onEveryScheduler } from "./on-every-scheduler.js";
import { partitionStarts } from "./partition-starts.js";

/** Runs what reads an endless source and waits at a gate, lets one after the other go on, and looks how far the source is. */
async function watchSource(
  scheduler: Scheduler,
  makeBag: (source: Bag<number>, port: number) => Bag<unknown>,
): Promise<void> {
  await using gate = await openGate();
  let read = 0;
  async function* source(): AsyncGenerator<number> {
    for (;;) {
      yield read++;
      if (read % 100 === 0) await setImmediate();
    }
  }
  const stop = new AbortController();
  const bag = makeBag(Bag.from(source(), { firstPartitionSize: 1 }), gate.port);
  const run = bag.compute({ scheduler, signal: stop.signal });
  // Twice as many partitions as tasks may be under way, 32 on "async", may be ahead of those that are done; and one is read.
  // Left to itself, the source would be some thousands of elements further on.
  const ahead = 2 * 32 + 1;
  for (let done = 0; done < 8; done++) {
    await Promise.race([gate.untilOneWaits(), run]);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    expect(read).toBeLessThanOrEqual(partitionStarts[done + ahead]!);
    gate.letOneGoOn();
  }
  stop.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
}

onEveryScheduler((scheduler) => {
  const ahead = 2 * scheduler.executor!.concurrency;

  it("computes no more partitions than a few ahead of a slow reader", async () => {
    let finished = 0;
    let read = 0;
    const hooks = { posttask: () => void finished++ };
    for await (const x of Bag.range(200, { npartitions: 200 })
      .map((y) => y + 1)
      .iterate({ scheduler, hooks, optimize: true })) {
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      read += 1;
      expect(x).toBe(read);
      expect(finished - read).toBeLessThanOrEqual(ahead);
    }
    expect(finished).toBe(200);
  });

  it("takes no more from a source than there is room for", async () => {
    let made = 0;
    async function* source() {
      for (; made < 100_000; made++) {
        if (made % 10 === 0) await setImmediate();
        yield made;
      }
    }
    let read = 0;
    const bag = Bag.from(source(), { firstPartitionSize: 10 }).map((x) => x);
    for await (const _ of bag.iterate({ scheduler })) {
      read += 1;
      if (read % 100 === 0) await setImmediate();
      // Partitions grow, the 32 concurrent ones of "async" and what is ahead of them to some hundreds of elements.
      expect(made - read).toBeLessThan(ahead * 400);
      if (read === 1000) break;
    }
  });

  it("reads no more of a source than there are slow functions for", async () => {
    await watchSource(scheduler, (source, port) =>
      source.map(async (x) => {
        await waitAt(port);
        return x;
      }),
    );
  });

  it("reads no more of a source than there are slow writers for", async () => {
    await watchSource(scheduler, (source, port) => {
      const slowFiles = (): FileSystem => ({
        stat: () => Promise.resolve(undefined),
        read: () => {
          throw new Error("Nothing is read");
        },
        async write(_path, bytes) {
          for await (const _ of bytes);
          await waitAt(port);
        },
      });
      return toTextFiles(source.map(String), (i) => `slow:/${i}`, { fileSystem: slowFiles });
    });
  });

  it("reads no more of a file than there is room for", async () => {
    // Where it is read and where lines are mapped are the same thread.
    const counts = (): { pieces: number } => {
      const here = globalThis as { readonly counts?: { pieces: number } };
      return here.counts ?? Object.assign(globalThis, { counts: { pieces: 0 } }).counts;
    };
    const files = (): FileSystem => ({
      stat: () => Promise.resolve({ size: undefined }),
      async *read() {
        counts().pieces = 0;
        while (counts().pieces < 30) {
          await setImmediate();
          yield Buffer.from(`${counts().pieces++}\n`.repeat(2));
        }
      },
    });
    const ahead = readText("numbers:/", { fileSystem: files }).map(async (line) => {
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      return counts().pieces - Number(line);
    });
    expect(await ahead.compute({ scheduler, optimize: true })).toEqual(new Array(60).fill(1));
  });
});
