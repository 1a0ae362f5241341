import { Bag, compute, threads } from "holdall";
import { afterAll, describe, expect, it } from "vitest";
import { delaying } from "./delaying-scheduler.js";
import { operations, readings, type Reading } from "./operations.js";

const pool = threads({ workers: 2 });
afterAll(() => pool.close());

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const bag = Bag.fromSequence(readings, { npartitions: 23 });

/** The bag, some of whose partitions take some milliseconds longer. */
function slowed(seed: number): Bag<Reading> {
  return bag.map((reading) => {
    const isSlow = (Math.imul(seed * 300 + reading.id, 2654435761) >>> 8) % 40 === 0;
    if (isSlow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return reading;
  });
}

describe.each(Object.entries(operations))("%s", (_name, operation) => {
  it("gives the same, in whatever order tasks begin and end", async () => {
    const [expected] = await compute(operation(bag), { scheduler: "sync" });
    for (const seed of seeds) {
      const [result] = await compute(operation(bag), { scheduler: delaying(seed) });
      expect(result).toStrictEqual(expected);
    }
  });

  it("gives the same on threads, whichever of them is slow", async () => {
    const [expected] = await compute(operation(bag), { scheduler: "sync" });
    for (const seed of seeds) {
      const [result] = await compute(operation(slowed(seed)), { scheduler: pool });
      expect(result).toStrictEqual(expected);
    }
  });
});
