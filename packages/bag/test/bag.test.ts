import { Bag, Item } from "@holdall/bag";
import {
  AbortError,
  compute,
  delayed,
  InvalidArgumentError,
  NotSynchronousError,
  withConfig,
} from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, counted, rejectionOf, runs, sync } from "./schedulers.ts";

describe("Bag", () => {
  it("runs nothing before compute, and again at each", async () => {
    const fn = counted((x: number) => x + 1);
    const bag = Bag.range(3).map(fn.fn);
    const item = bag.sum();
    expect(fn.calls).toBe(0);
    await bag.compute(anyhow);
    await item.compute(anyhow);
    expect(fn.calls).toBe(6);
  });

  it("is frozen, and methods return others", () => {
    const bag = Bag.range(3);
    expect(Object.isFrozen(bag)).toBe(true);
    expect(bag.map((x) => x)).not.toBe(bag);
    expect(Object.isFrozen(bag.sum())).toBe(true);
  });

  it("knows bags from other things", () => {
    expect(Bag.is(Bag.range(1))).toBe(true);
    expect([Bag.range(1).sum(), [], null, { lowerInto() {} }].some((value) => Bag.is(value))).toBe(false);
    expect(Item.is(Bag.range(1).sum())).toBe(true);
    expect(Item.is(Bag.range(1))).toBe(false);
  });

  it("is built in the same time whatever its size", () => {
    const array = new Float64Array(1e6);
    const bag = Bag.fromSequence(array, { partitionSize: 1 });
    expect(bag.map((x) => x).filter(Boolean).npartitions).toBe(1e6);
  });

  it("computes at once where no function is asynchronous", () => {
    expect(
      Bag.range(3)
        .map((x) => x + 1)
        .computeSync(),
    ).toEqual([1, 2, 3]);
    expect(
      Bag.range(3)
        .map((x) => x + 1)
        .computeSync({ optimize: false }),
    ).toEqual([1, 2, 3]);
    expect(() =>
      Bag.range(3)
        .map((x) => Promise.resolve(x))
        .computeSync(),
    ).toThrow(NotSynchronousError);
  });

  it("refuses as options what was meant for something else, and takes those of any object", async () => {
    const bag = Bag.range(4, { npartitions: 2 });
    for (const other of [new Map(), Promise.resolve({}), new Date(), bag, bag.sum()]) {
      expect(() => bag.union([1], other as object)).toThrow(
        "bag.union(): Expected the options to be an object, got ",
      );
      expect(await rejectionOf(bag.compute(other as object))).toBeInstanceOf(InvalidArgumentError);
    }
    class Options {
      readonly npartitions = 1;
    }
    expect(bag.repartition(new Options()).npartitions).toBe(1);
    expect(bag.repartition(Object.create({ npartitions: 1 }) as Options).npartitions).toBe(1);
  });

  it("refuses unknown options of compute", async () => {
    expect(await rejectionOf(Bag.range(3).compute({ schedular: "sync" } as never))).toBeInstanceOf(
      InvalidArgumentError,
    );
    expect(() => Bag.range(3).computeSync({ scheduler: 3 } as never)).not.toThrow(TypeError);
  });

  it("computes more partitions than a call may have arguments", async () => {
    const bag = Bag.range(150_000, { npartitions: 150_000 });
    const result = await bag.map((x) => -x).compute(anyhow);
    expect(result).toHaveLength(150_000);
    expect(result.at(-1)).toBe(-149_999);
  });

  it("copes with ten thousand operations in a row", async () => {
    let bag = Bag.range(2);
    for (let i = 0; i < 10_000; i++) bag = bag.map((x) => x + 1);
    expect(await bag.compute(anyhow)).toEqual([10_000, 10_001]);
    expect(await bag.sum().compute({ ...anyhow, optimize: false })).toBe(20_001);
  });

  it("stops between elements when its signal fires", async () => {
    const controller = new AbortController();
    const bag = Bag.range(1e9, { npartitions: 1 }).map((x) => {
      if (x === 1000) controller.abort(new Error("enough"));
      return x;
    });
    // In one loop: all the numbers would not fit into an array. The signal has to be told on this thread.
    const run = { scheduler: "sync", optimize: true, signal: controller.signal } as const;
    const error = await rejectionOf(bag.sum().compute(run));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: { message: "enough" } });
  });
});

describe.each(runs)("work in common, with %o", (run) => {
  it("is done once, for bags and items computed together", async () => {
    const fn = counted((x: number) => x + 1);
    const bag = Bag.range(10).map(fn.fn);
    expect(
      await compute(
        bag.sum(),
        bag.count(),
        bag.filter((x) => x > 9),
        bag,
        run,
      ),
    ).toEqual([55, 10, [10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
    expect(fn.calls).toBe(10);
  });

  it("is done once inside one bag", async () => {
    const fn = counted((x: number) => x);
    const bag = Bag.range(10).map(fn.fn);
    await bag.map((x, total, y) => [x, total, y], bag.sum(), bag).compute(run);
    expect(fn.calls).toBe(10);
  });

  it("is done once for the same expression built twice", async () => {
    const fn = counted((x: number) => x);
    const build = (): Bag<number> => Bag.range(10).map(fn.fn);
    await compute(
      build(),
      build().map((x) => -x),
      run,
    );
    expect(fn.calls).toBe(10);
  });

  it("is done once where a delayed reads a bag, whichever comes first", async () => {
    const fn = counted((x: number) => x);
    const bag = Bag.range(10).map(fn.fn);
    const length = delayed((all: number[], count: number) => [all.length, count])(bag, bag.count());
    expect(await compute(length, bag.sum(), run)).toEqual([[10, 10], 45]);
    expect(fn.calls).toBe(10);
    expect(await compute(bag.sum(), length, run)).toEqual([45, [10, 10]]);
    expect(fn.calls).toBe(20);
  });
});

describe("iteration of a bag", () => {
  it("yields elements in order", async () => {
    const seen: number[] = [];
    await withConfig(anyhow, async () => {
      for await (const element of Bag.range(10, { npartitions: 4 })) seen.push(element);
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("computes no more than a few partitions ahead of the reader", async () => {
    const fn = counted((x: number) => x);
    await withConfig(sync, async () => {
      for await (const element of Bag.range(1000, { npartitions: 1000 }).map(fn.fn)) {
        if (element === 3) break;
      }
    });
    expect(fn.calls).toBeLessThan(10);
  });

  it("rejects where an element fails, after those before it", async () => {
    const seen: number[] = [];
    const bag = Bag.range(4, { npartitions: 4 }).map((x) => {
      if (x === 2) throw new Error("two");
      return x;
    });
    const read = withConfig(sync, async () => {
      for await (const element of bag) seen.push(element);
    });
    expect(await rejectionOf(read)).toMatchObject({ operation: "map", partition: 2 });
    expect(seen).toEqual([0, 1]);
  });

  it("runs nothing before the first element is asked for, and then with the options given", async () => {
    const fn = counted((x: number) => x);
    const started: string[] = [];
    const hooks = {
      start: ({ run }: { readonly run: { readonly scheduler: string } }) => void started.push(run.scheduler),
    };
    const elements = Bag.range(6, { npartitions: 6 })
      .map(fn.fn)
      .iterate({ scheduler: "async", workers: 1, hooks });
    expect([fn.calls, started]).toEqual([0, []]);
    expect(await elements.next()).toEqual({ value: 0, done: false });
    expect(started).toEqual(["async"]);
    await elements.return();
    expect(await elements.next()).toEqual({ value: undefined, done: true });
    expect(fn.calls).toBe(1);
  });

  it("refuses bad options at once", () => {
    expect(() => Bag.range(1).iterate({ shceduler: "sync" } as never)).toThrow(
      "bag.iterate(): Unknown option `shceduler`. Did you mean `scheduler`?",
    );
  });

  it("computes the next partition only when the reader asks for it, one at a time on the sync scheduler", async () => {
    const fn = counted((x: number) => x);
    const elements = Bag.range(20, { npartitions: 10 }).map(fn.fn).iterate(sync);
    await elements.next();
    await elements.next();
    expect(fn.calls).toBe(2);
    await elements.next();
    expect(fn.calls).toBe(4);
    await elements.return();
  });

  it("stops when its signal fires", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const element of Bag.range(10, { npartitions: 10 }).iterate({
        ...sync,
        signal: controller.signal,
      })) {
        seen.push(element);
        if (element === 4) controller.abort(new Error("enough"));
      }
    };
    expect(await rejectionOf(read())).toBeInstanceOf(AbortError);
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  it("ends a run once the reader has left, whatever its reason", async () => {
    const ends: unknown[] = [];
    const hooks = { finish: (event: { readonly error?: unknown }) => void ends.push(event.error) };
    const read = async (leave: () => void): Promise<void> => {
      for await (const element of Bag.range(10, { npartitions: 10 }).iterate({ ...sync, hooks }))
        if (element === 2) leave();
    };
    expect(
      await rejectionOf(
        read(() => {
          throw new Error("mine");
        }),
      ),
    ).toMatchObject({ message: "mine" });
    expect(ends).toMatchObject([{ message: "The reader left the loop." }]);
    await read(() => undefined);
    expect(ends[1]).toBeUndefined();
  });
});
