import { setImmediate } from "node:timers/promises";
import { Bag } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

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
      if (read % 10 === 0) await setImmediate();
      // Partitions grow, the 32 concurrent ones of "async" and what is ahead of them to some hundreds of elements.
      expect(made - read).toBeLessThan(ahead * 400);
      if (read === 1000) break;
    }
  });
});
