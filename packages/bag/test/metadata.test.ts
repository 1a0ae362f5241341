import { Bag } from "@holdall/bag";
import { computeWithMetadata, delayed, type RunSummary } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../test/cases.ts";
import { anyhow, counted, rejectionOf, runs } from "./schedulers.ts";

const odd = (x: number): number => {
  if (x % 2 === 1) throw new RangeError(`odd: ${x}`);
  return x;
};

describe.each(runs)("computeWithMetadata with %o", (run) => {
  const bag = Bag.range(100, { npartitions: 7 });

  it("says what was left out, operation by operation", async () => {
    const unlucky = (x: number): boolean => {
      if (x % 10 === 0) throw new Error("unlucky");
      return true;
    };
    const kept = bag.map(odd, { onError: "skip" }).filter(unlucky, { onError: "skip" });
    const { value, metadata } = await kept.computeWithMetadata(run);
    expect(value).toEqual(await kept.compute(run));
    expect(metadata.skipped).toEqual([
      { operation: "filter", count: 10 },
      { operation: "map", count: 50 },
    ]);
    expect(metadata.tasks).toBeGreaterThanOrEqual(7);
    expect(metadata.elapsed).toBeGreaterThan(0);
    const sum = await kept.sum().computeWithMetadata(run);
    expect(sum.value).toBe(value.reduce((a, b) => a + b, 0));
    expect(sum.metadata.skipped).toEqual(metadata.skipped);
  });

  it("says that nothing was, and holds nothing but that", async () => {
    const { value, metadata } = await bag.map((x) => x).computeWithMetadata(run);
    expect(value).toHaveLength(100);
    expect(metadata).toEqual({
      skipped: [],
      spilled: 0,
      tasks: expect.any(Number) as number,
      elapsed: expect.any(Number) as number,
    });
  });

  it("counts once what several results share", async () => {
    const mapped = bag.map(odd, { onError: "skip" });
    const { value, metadata } = await computeWithMetadata(
      mapped.sum(),
      { both: [mapped.count(), mapped.filter((x) => x > 90)] },
      run,
    );
    expect(value).toEqual([2450, { both: [50, [92, 94, 96, 98]] }]);
    expect(metadata.skipped).toEqual([{ operation: "map", count: 50 }]);
    const equal = bag.map(odd, { onError: "skip" });
    const twice = await computeWithMetadata(mapped, equal, run);
    expect(twice.metadata.skipped).toEqual([{ operation: "map", count: 50 }]);
  });

  it("counts of a persisted bag only what is left out after that", async () => {
    const told: RunSummary[] = [];
    const hooks = { finish: (summary: RunSummary) => void told.push(summary) };
    const persisted = await bag.map(odd, { onError: "skip" }).persist({ ...run, hooks });
    expect(told[0]!.skipped).toEqual([{ operation: "map", count: 50 }]);
    expect((await persisted.computeWithMetadata(run)).metadata.skipped).toEqual([]);
    const less = persisted.filter((x) => odd(x / 2) >= 0, { onError: "skip" });
    const { value, metadata } = await less.computeWithMetadata(run);
    expect(value).toHaveLength(25);
    expect(metadata.skipped).toEqual([{ operation: "filter", count: 25 }]);
  });

  it("does not count what a task left out before it was tried again", async () => {
    const failures = counted((x: number): number => {
      throw new Error(`not yet: ${x}`);
    });
    const shaky = bag
      .map(odd, { onError: "skip" })
      .map((x, { attempt }) => (attempt === 1 && x === 98 ? failures.fn(x) : x), { context: true });
    const retried = { ...run, retries: 1, retryDelay: 0, optimize: true };
    const { value, metadata } = await shaky.computeWithMetadata(retried);
    expect(value).toHaveLength(50);
    expect(failures.calls).toBe(1);
    expect(metadata.skipped).toEqual([{ operation: "map", count: 50 }]);
  });

  it("leaves the hooks of the run to be told", async () => {
    const told: string[] = [];
    const hooks = {
      start: () => void told.push("start"),
      finish: ({ skipped }: RunSummary) => void told.push(`finish ${skipped[0]?.count}`),
    };
    await bag.map(odd, { onError: "skip" }).computeWithMetadata({ ...run, hooks });
    expect(told).toEqual(["start", "finish 50"]);
  });

  it("fails as compute does", async () => {
    expect(await rejectionOf(bag.map(odd).computeWithMetadata(run))).toMatchObject({
      operation: "map",
      cause: { name: "RangeError" },
    });
  });
});

describe("computeWithMetadata", () => {
  it("is there for items and delayed values, too", async () => {
    const three = delayed(() => 3)();
    expect((await three.computeWithMetadata(anyhow)).value).toBe(3);
    expect((await computeWithMetadata(three, anyhow)).metadata.tasks).toBe(1);
    expect((await Bag.range(3).count().computeWithMetadata(anyhow)).value).toBe(3);
  });

  it("refuses what compute refuses, by its own name", async () => {
    expect(await rejectionOf(computeWithMetadata(1, 2))).toMatchObject({
      message: "computeWithMetadata(): Expected at least one Bag, Item or Delayed, got 1, 2.",
    });
    expect(await rejectionOf(Bag.range(3).computeWithMetadata({ worker: 2 } as never))).toMatchObject({
      message: expect.stringContaining("bag.computeWithMetadata(): Unknown option `worker`.") as string,
    });
  });

  it("counts what arrays lose, on any partitioning", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 20 }), { maxLength: 50 }),
        fc.integer({ min: 1, max: 60 }),
        async (array, npartitions) => {
          const mapped = Bag.fromSequence(array, { npartitions }).map(odd, {
            onError: "skip",
            concurrency: 2,
          });
          const { value, metadata } = await mapped.computeWithMetadata(anyhow);
          const count = metadata.skipped.reduce((sum, skipped) => sum + skipped.count, 0);
          expect(value.length + count).toBe(array.length);
        },
      ),
      cases(50),
    );
  });
});
