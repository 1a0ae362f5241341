import { Bag, delayed, TaskError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

async function failureOf(run: Promise<unknown>): Promise<TaskError> {
  const error: unknown = await run.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TaskError);
  return error as TaskError;
}

/** What was called on the thread of the test. */
let called: unknown[] = [];
const note = <T>(what: T): T => {
  called.push(what);
  return what;
};

onEveryScheduler((scheduler) => {
  describe("error.reproduce", () => {
    const service = { isUp: false };

    /** Lets a run fail, and has the call made again: once as it was, and once when it goes well. */
    async function reproduced(lazy: { compute(options: object): Promise<unknown> }): Promise<unknown> {
      service.isUp = false;
      // So that operations in a row are one task.
      const error = await failureOf(lazy.compute({ scheduler, optimize: true }));
      await expect(error.reproduce()).rejects.toMatchObject({ name: "RangeError" });
      service.isUp = true;
      called = [];
      return error.reproduce();
    }

    const failAt =
      (at: unknown) =>
      (x: unknown, ...rest: readonly unknown[]): unknown => {
        note(x);
        if (x === at && !service.isUp) throw new RangeError(`no ${String(x)}`);
        return [x, ...rest];
      };

    it("makes the call for that element alone, with what comes before it in the pipeline", async () => {
      for (const npartitions of [2, 20]) {
        const bag = Bag.range(1000, { npartitions }).map((x) => note(x) + 0.5);
        expect(await reproduced(bag.map(failAt(507.5)).map(String))).toEqual([507.5]);
        expect(called).toEqual([507, 507.5]);
      }
    });

    it("counts what steps before it hand on, and makes no other call of its own", async () => {
      const bag = Bag.range(30, { npartitions: 1 }).filter((x) => x % 2 === 1);
      expect(await reproduced(bag.map(failAt(21)))).toEqual([21]);
      expect(called).toEqual([21]);
      const spread = Bag.range(10, { npartitions: 2 }).flatMap((x) => [x, x + 0.5]);
      expect(await reproduced(spread.flatMap((x) => failAt(7.5)(x) as unknown[]))).toEqual([7.5]);
      expect(called).toEqual([7.5]);
      expect(await reproduced(spread.batch(3).map((list) => failAt(8)(list[0])))).toEqual([8]);
    });

    it("hands on the same arguments", async () => {
      const bag = Bag.range(20, { npartitions: 2 });
      const other = Bag.range(100, 120, { npartitions: 2 });
      expect(await reproduced(bag.map(failAt(13), other, bag.count(), "text"))).toEqual([
        13,
        113,
        20,
        "text",
      ]);
      const withContext = bag.map(
        (x, { index, partition, attempt }) => failAt(13)(x, index, partition, attempt),
        {
          context: true,
        },
      );
      expect(await reproduced(withContext)).toEqual([13, 3, 1, 1]);
      const pairs = bag.map((x): [number, string] => [x, `text ${x}`]);
      expect(await reproduced(pairs.starmap((x, text) => failAt(13)(x, text)))).toEqual([13, "text 13"]);
    });

    it("works for asynchronous functions, however many are under way", async () => {
      const bag = Bag.range(20, { npartitions: 2 });
      for (const concurrency of [1, 4]) {
        const later = bag.map(async (x) => failAt(13)(await Promise.resolve(x)), { concurrency });
        expect(await reproduced(later)).toEqual([13]);
        expect(called).toEqual([13]);
      }
    });

    it("reads again what other tasks had made", async () => {
      const groups = Bag.range(20, { npartitions: 4 }).groupBy((x) => x % 5);
      expect(await reproduced(groups.map(([key]) => failAt(3)(key)))).toEqual([3]);
      const chained = delayed((list: readonly number[]) => failAt(190)(list.reduce((a, b) => a + b)));
      expect(await reproduced(chained(Bag.range(20)))).toEqual([190]);
    });

    it("makes calls for partitions, delayed calls and folds again", async () => {
      const bag = Bag.range(6, { npartitions: 2 });
      expect(await reproduced(bag.mapPartitions((list) => failAt(3)(list[0]) as number[]))).toEqual([3]);
      expect(await reproduced(delayed(failAt("a"))("a", 2))).toEqual(["a", 2]);
      const fold = bag.fold((a, b) => (failAt(4)(b) as number[])[0]! + a);
      expect(await reproduced(fold)).toEqual([12]);
      expect(await reproduced(bag.sum().apply(failAt(15)))).toEqual([15]);
    });

    it("is there for each failure of a run that may fail in part", async () => {
      service.isUp = false;
      const bag = Bag.range(6, { npartitions: 3 }).map(failAt(3));
      const { failures } = await bag.compute({ scheduler, allowFailures: true });
      service.isUp = true;
      expect(await (failures[0]!.error as TaskError).reproduce()).toEqual([3]);
    });
  });
});

describe("error.reproduce", () => {
  it("says so where the call cannot be made again", async () => {
    const error = new TaskError({ key: "a:0", operation: "map", partition: 0 }, new Error("no"));
    await expect(error.reproduce()).rejects.toMatchObject({
      name: "NotReproducibleError",
      code: "HOLDALL_NOT_REPRODUCIBLE",
    });
  });

  it("says so when there is no such element any more", async () => {
    let runs = 0;
    const odd = Bag.range(4, { npartitions: 1 }).filter(() => runs === 0);
    const failing = odd.map((x) => {
      if (x === 3) throw new Error("no");
      return x;
    });
    const error = await failureOf(failing.compute({ scheduler: "sync", optimize: true }));
    runs = 1;
    await expect(error.reproduce()).rejects.toThrow("This time the operation was not given such an element.");
  });
});
