import fc from "fast-check";
import { Bag, compute, processes, threads } from "holdall";
import { afterAll, describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { onEveryScheduler } from "./on-every-scheduler.js";
import { operations, readings } from "./operations.js";

const pools = [threads({ workers: 2 }), processes({ workers: 2 })];

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

describe("partitioning and scheduler", () => {
  it("never change a result", async () => {
    const elements = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        elements,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 9 }),
        async (list, npartitions, splitEvery) => {
          const bag = Bag.fromSequence(list, { npartitions });
          const mapped = bag.map((x) => Math.fround(x) - 1).filter((x) => x > -5e5);
          const expected = list.map((x) => Math.fround(x) - 1).filter((x) => x > -5e5);
          const results = [
            mapped,
            mapped.count(),
            mapped.sum(),
            mapped.fold((a, b) => Math.max(a, b), { initial: -Infinity, splitEvery }),
          ] as const;
          const onThisThread = await compute(...results, { scheduler: "sync" });
          expect(onThisThread[0]).toEqual(expected);
          expect(onThisThread[1]).toBe(expected.length);
          expect(onThisThread[3]).toBe(Math.max(-Infinity, ...expected));
          for (const scheduler of pools)
            expect(await compute(...results, { scheduler })).toEqual(onThisThread);
        },
      ),
      cases(40),
    );
  });
});

onEveryScheduler((scheduler) => {
  it.each(Object.entries(operations))(
    "gives what it gives on the calling thread: %s",
    async (_name, operation) => {
      for (const npartitions of [1, 40]) {
        const bag = Bag.fromSequence(readings, { npartitions });
        const [expected] = await compute(operation(bag), { scheduler: "sync", optimize: false });
        for (const optimize of [true, false]) {
          const [result] = await compute(operation(bag), { scheduler, optimize });
          expect(result).toStrictEqual(expected);
        }
      }
    },
  );
});
