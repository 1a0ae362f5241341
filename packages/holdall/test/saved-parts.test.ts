import {
  Bag,
  LowerContext,
  type PartKeeper,
  type RunRequest,
  type SaveInterval,
  type TaskPart,
} from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

/** A keeper of parts, and what it was told. */
function createKeeper(every: SaveInterval): PartKeeper & { readonly parts: TaskPart[] } {
  const parts: TaskPart[] = [];
  return {
    parts,
    every: () => every,
    resume: () => parts.slice(),
    keep: (_key, part) => void parts.push(part),
  };
}

function requestOf<T>(bag: Bag<T>, parts: PartKeeper): RunRequest {
  const context = new LowerContext(undefined, 1);
  const { targets } = bag.lowerInto(context);
  return { graph: context.finish(), targets, parts };
}

onEveryScheduler((scheduler) => {
  it("goes on behind what a partition has saved, as if it had never been stopped", async () => {
    // Only this is different in the two runs.
    const limits = { first: 0, last: 28 };
    const work = (x: number, { index }: { index: number }): [number, number] => {
      if (x < limits.first || x > limits.last) throw new Error(`called for ${x}`);
      return [x, index];
    };
    const bag = (): Bag<unknown> =>
      Bag.range(36, { npartitions: 1 })
        .map((x) => (x === 4 ? Promise.reject(new Error("four")) : Promise.resolve(x)), {
          onError: "skip",
          concurrency: 3,
        })
        .filter((x) => x % 3 !== 1)
        .flatMap((x) => [x, -x - 1])
        .filter((x) => x >= 0)
        .map(work, { context: true });
    limits.last = 100;
    const whole = await bag().compute({ scheduler: "sync" });
    limits.last = 28;
    const keeper = createKeeper({ elements: 10 });
    const first = scheduler.run(requestOf(bag(), keeper));
    await expect(first).rejects.toMatchObject({ cause: { message: "called for 29" } });
    expect(keeper.parts.map(({ upTo }) => upTo)).toEqual([10, 20]);
    expect(keeper.parts.map(({ skipped }) => skipped)).toEqual([[["map", 1]], [["map", 1]]]);
    limits.first = 20;
    limits.last = 100;
    let skipped: unknown;
    const [second] = await scheduler.run({
      ...requestOf(bag(), keeper),
      hooks: { finish: (event) => void ({ skipped } = event) },
    });
    expect(second).toEqual(whole);
    expect(skipped).toEqual([{ operation: "map", count: 1 }]);
    expect(keeper.parts.map(({ upTo }) => upTo)).toEqual([10, 20, 30]);
  });

  it("saves by time, and in generated loops", async () => {
    const keeper = createKeeper({ ms: 0 });
    const bag = Bag.fromSequence(
      Array.from({ length: 600 }, (_, i) => i),
      { npartitions: 1 },
    )
      .map((x) => ({ x }))
      .filter(({ x }) => x % 2 === 0);
    const [all] = (await scheduler.run(requestOf(bag, keeper))) as [unknown[]];
    const { parts } = keeper;
    expect(parts.length).toBeGreaterThan(2);
    const saved = parts.flatMap(({ value }) => value as unknown[]);
    expect(saved).toEqual(all.slice(0, saved.length));
    expect(await scheduler.run(requestOf(bag, keeper))).toEqual([all]);
  });

  it("goes on with a task that is tried again behind what it has saved", async () => {
    const bag = Bag.range(20, { npartitions: 1 }).map(
      (x, { attempt }) => {
        if (x === 15 && attempt === 1) throw new Error("not yet");
        return [x, attempt];
      },
      { context: true },
    );
    const keeper = createKeeper({ elements: 4 });
    const [result] = await scheduler.run({ ...requestOf(bag, keeper), retries: 1, retryDelay: 0 });
    expect(result).toEqual(Array.from({ length: 20 }, (_, x) => [x, x < 12 ? 1 : 2]));
  });

  it("ends a run whose parts cannot be kept", async () => {
    const keeper: PartKeeper = {
      ...createKeeper({ elements: 1 }),
      keep() {
        throw new Error("disk full");
      },
    };
    const bag = Bag.range(5, { npartitions: 1 }).map((x) => x);
    await expect(scheduler.run(requestOf(bag, keeper))).rejects.toThrow("disk full");
  });
});
