import { Bag, type ElementContext } from "@holdall/bag";
import type { RunHooks } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs, type Run } from "../schedulers.ts";

type Place = [partition: number, index: number];
const placeOf = (_: unknown, { partition, index }: ElementContext): Place => [partition, index];

/** What functions have said of how far they are. */
async function progressOf(bag: Bag<unknown>, run: Run): Promise<unknown[]> {
  const told: unknown[] = [];
  const hooks: RunHooks = {
    progress: ({ operation, partition, index, fraction }) =>
      void told.push([operation, partition, index, fraction]),
  };
  await bag.compute({ ...run, hooks });
  return told;
}

describe.each(runs)("context, with %o", (run) => {
  const bag = Bag.range(5, { npartitions: 2 }); // 3 and 2
  const places: Place[] = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
  ];

  it("is the last argument, where it is asked for, whatever the function takes", async () => {
    const all = (...args: unknown[]): unknown[] => args.map((arg) => (typeof arg === "object" ? "…" : arg));
    const first = bag.take(1);
    expect(await first.map(all, { context: true }).compute(run)).toEqual([[0, "…"]]);
    expect(await first.map(all, { context: false }).compute(run)).toEqual([[0]]);
    expect(await first.map(all, { concurrency: 2 }).compute(run)).toEqual([[0]]);
    expect(await first.map(all, 7, bag.max(), { context: true }).compute(run)).toEqual([[0, 7, 4, "…"]]);
    const pairs = first.map((x): [number, number] => [x, 1]);
    expect(await pairs.starmap(all, { context: true }).compute(run)).toEqual([[0, 1, "…"]]);
    expect(await pairs.starmap(all).compute(run)).toEqual([[0, 1]]);
    expect(await first.mapPartitions(all, 7, { context: true }).compute(run)).toEqual(["…", 7, "…"]);
  });

  it("says which element of which partition it is, of those that the operation is given", async () => {
    expect(await bag.map(placeOf, { context: true }).compute(run)).toEqual(places);
    expect(await bag.map(placeOf, { context: true, concurrency: 3 }).compute(run)).toEqual(places);
    const late = bag.map((x, context) => Promise.resolve(placeOf(x, context)), { context: true });
    expect(await late.compute(run)).toEqual(places);
    expect(await bag.flatMap((x, context) => [placeOf(x, context)], { context: true }).compute(run)).toEqual(
      places,
    );
    const isFirst = (_: number, { index }: ElementContext): boolean => index === 0;
    expect(await bag.filter(isFirst, { context: true }).compute(run)).toEqual([0, 3]);
    expect(await bag.remove(isFirst, { context: true }).compute(run)).toEqual([1, 2, 4]);
    const pairs = bag.map((x): [number, number] => [x, x]);
    expect(
      await pairs.starmap((_, x, context) => placeOf(x, context), { context: true }).compute(run),
    ).toEqual(places);
    const kept = Bag.range(999, { npartitions: 1 }).filter((x) => x % 3 === 2);
    expect(await kept.map(placeOf, { context: true }).compute(run)).toEqual(
      Array.from({ length: 333 }, (_, i) => [0, i]),
    );
  });

  it("counts partitions from the bag that the operation was called on", async () => {
    const mapped = bag.map(placeOf, { context: true });
    const after = Bag.concat([Bag.fromSequence([[9, 9] as Place]), mapped, mapped]).map((place) => place);
    expect(await after.compute(run)).toEqual([[9, 9], ...places, ...places]);
    const all = Bag.concat([bag, bag]).map((_, { partition }) => partition, { context: true });
    expect(await all.compute(run)).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3]);
    expect(await mapped.repartition({ npartitions: 1 }).compute(run)).toEqual(places);
    expect(
      await bag
        .mapPartitions((elements, { partition }) => [elements.length, partition], { context: true })
        .compute(run),
    ).toEqual([3, 0, 2, 1]);
  });

  it("can be taken apart, and kept", async () => {
    const kept = bag.map(
      async (x, context) => {
        const { partition, index, attempt, signal, workerId } = context;
        await Promise.resolve();
        const isSame = context.index === index && context.signal === signal && context.workerId === workerId;
        return { x, partition, index, attempt, isAborted: signal.aborted, isSame };
      },
      { context: true, concurrency: 3 },
    );
    expect(await kept.compute(run)).toEqual(
      places.map(([partition, index], x) => ({
        x,
        partition,
        index,
        attempt: 1,
        isAborted: false,
        isSame: true,
      })),
    );
  });

  it("tells hooks how far a function is", async () => {
    const mapped = bag.take(2).map(
      (x, { progress }) => {
        progress(0);
        progress(x === 1 ? 1 : 0.5);
      },
      { context: true },
    );
    expect(await progressOf(mapped, run)).toEqual([
      ["map", 0, 0, 0],
      ["map", 0, 0, 0.5],
      ["map", 0, 1, 0],
      ["map", 0, 1, 1],
    ]);
    const filled = bag.mapPartitions(
      (elements, { progress }) => {
        progress(0.25);
        return elements;
      },
      { context: true },
    );
    expect((await progressOf(filled.take(1), { ...run, optimize: true }))[0]).toEqual([
      "mapPartitions",
      0,
      undefined,
      0.25,
    ]);
  });

  it.each([-0.1, 1.01, NaN, "half"])("refuses %o as progress", async (fraction) => {
    const mapped = bag.map((_, { progress }) => progress(fraction as number), { context: true });
    expect(await rejectionOf(mapped.compute(run))).toMatchObject({
      operation: "map",
      cause: {
        name: "InvalidArgumentError",
        message: expect.stringContaining("Expected `fraction` to be a number from 0 to 1, got") as string,
      },
    });
  });
});

describe("context", () => {
  it("fires its signal when the run is aborted", async () => {
    const controller = new AbortController();
    const waiting = Bag.range(2, { npartitions: 1 }).map(
      (_, { signal }) =>
        new Promise<boolean>((resolve) => {
          signal.addEventListener("abort", () => resolve(true));
          controller.abort(new Error("enough"));
        }),
      { context: true },
    );
    const run = waiting.compute({ scheduler: "async", signal: controller.signal });
    expect(await rejectionOf(run)).toMatchObject({ name: "AbortError", cause: { message: "enough" } });
  });

  it("makes operations differ that are in different places of a bag", async () => {
    const [one, other] = [Bag.range(2, { npartitions: 1 }), Bag.range(2, { npartitions: 1 })];
    const mapped = Bag.concat([one, other]).map(placeOf, { context: true });
    expect(await mapped.compute(anyhow)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });
});
