import { AbortError, Bag, compute, delayed, InvalidArgumentError, TaskError } from "holdall";
import { describe, expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

const failOn =
  (...bad: readonly number[]) =>
  (x: number): number => {
    if (bad.includes(x)) throw new RangeError(`no ${x}`);
    return x;
  };

onEveryScheduler((scheduler, name) => {
  describe("a run that may fail in part", () => {
    it("has the elements of the partitions that did not fail, and says which are missing and why", async () => {
      const bag = Bag.range(10, { npartitions: 5 }).map(failOn(3, 8));
      const { results, failures } = await bag.compute({ scheduler, allowFailures: true });
      expect(results).toEqual([0, 1, 4, 5, 6, 7]);
      expect(failures).toMatchObject([
        {
          partition: 1,
          error: { operation: "map", partition: 1, index: 1, preview: "3", cause: { message: "no 3" } },
        },
        {
          partition: 4,
          error: { operation: "map", partition: 4, index: 0, preview: "8", cause: { message: "no 8" } },
        },
      ]);
      for (const { collection, error } of failures) {
        expect(collection).toBe(bag);
        expect(error).toBeInstanceOf(TaskError);
        expect(error.callSite).toContain("allow-failures.test.ts");
      }
    });

    it("has all where nothing fails, and computes nothing again then", async () => {
      let runs = 0;
      const hooks = { start: () => void (runs += 1) };
      const outcome = await Bag.range(4).compute({ scheduler, allowFailures: true, hooks });
      expect(outcome).toMatchObject({ results: [0, 1, 2, 3], failures: [] });
      expect(await outcome.retry()).toBe(outcome);
      expect(runs).toBe(1);
    });

    it("computes only what is missing when it is tried again, and keeps what is there", async () => {
      const service = { isUp: false }; // workers get a copy of it as it is when a run begins
      const bag = Bag.range(12, { npartitions: 6 }).map((x) => {
        if (x % 4 === 3 && !service.isUp) throw new Error(`no ${x}`);
        return x;
      });
      let tasks: string[] = [];
      const hooks = { posttask: ({ key }: { readonly key: string }) => void tasks.push(key) };
      // So that a partition is one task.
      const first = await bag.compute({ scheduler, hooks, allowFailures: true, optimize: true });
      expect(first.failures.map(({ partition }) => partition)).toEqual([1, 3, 5]);
      const second = await first.retry();
      expect(second.results).toEqual(first.results);
      tasks = [];
      service.isUp = true;
      const third = await second.retry({ retries: 1 });
      expect(third).toMatchObject({ results: Array.from({ length: 12 }, (_, x) => x), failures: [] });
      expect(tasks.map((key) => Number(key.split(":").at(-1))).sort()).toEqual([1, 3, 5]);
    });

    it("has no value of what depends on a failed partition, and all others", async () => {
      const bag = Bag.range(8, { npartitions: 4 });
      const [bad, good] = [bag.map(failOn(2, 7)).sum(), bag.sum()];
      const broken = delayed(() => {
        throw new Error("broken");
      })();
      const outcome = await compute({ bad, good }, [broken], bag.map(failOn(0)), {
        scheduler,
        allowFailures: true,
      });
      expect(outcome.results).toEqual([{ bad: undefined, good: 28 }, [undefined], [2, 3, 4, 5, 6, 7]]);
      expect(outcome.failures.map(({ collection, partition }) => [collection, partition])).toEqual([
        [bad, undefined],
        [bad, undefined],
        [broken, undefined],
        [outcome.failures[3]!.collection, 0],
      ]);
      expect(outcome.failures.map(({ error }) => (error.cause as Error).message)).toEqual([
        "no 2",
        "no 7",
        "broken",
        "no 0",
      ]);
      const one = await bad.compute({ scheduler, allowFailures: true });
      expect(one.results).toBeUndefined();
      expect(one.failures.map(({ error }) => error.partition)).toEqual([1, 3]);
    });

    it("leaves out all that is regrouped from a failed partition, and what a search waits for", async () => {
      const bag = Bag.range(40, { npartitions: 4 }).map(failOn(33));
      const groups = await bag
        .groupBy((x) => x % 3, { npartitions: 2 })
        .compute({ scheduler, allowFailures: true });
      expect(groups.results).toEqual([]);
      expect(groups.failures.map(({ partition }) => partition)).toEqual([0, 1]);
      const taken = await bag.take(35, { npartitions: 4 }).compute({ scheduler, allowFailures: true });
      expect(taken).toMatchObject({ results: [], failures: [{ partition: 0 }] });
      expect(
        await bag.take(30, { npartitions: 4 }).compute({ scheduler, allowFailures: true }),
      ).toMatchObject({
        failures: [],
      });
      const found = await bag.any((x) => x > 100).compute({ scheduler, allowFailures: true });
      expect(found).toMatchObject({ results: undefined, failures: [{ error: { partition: 3 } }] });
    });

    it("tries again what may be tried again before it does without", async () => {
      const bag = Bag.range(4, { npartitions: 4 }).map(
        (x, { attempt }) => {
          if (x === 1 || (x === 2 && attempt === 1)) throw new Error(`no ${x}`);
          return x;
        },
        { context: true },
      );
      const { results, failures } = await bag.compute({
        scheduler,
        allowFailures: true,
        retries: 2,
        retryDelay: 0,
      });
      expect(results).toEqual([0, 2, 3]);
      expect(failures).toMatchObject([{ partition: 1, error: { attempt: 3 } }]);
    });

    it.runIf(name === "threads" || name === "processes")(
      "does without partitions that end their workers, or take too long",
      async () => {
        const bag = Bag.range(6, { npartitions: 6 }).map((x) => {
          if (x === 1) process.exit(3);
          while (x === 4);
          return x;
        });
        const options = { scheduler, allowFailures: true, maxCrashes: 1, timeout: 200 } as const;
        const { results, failures } = await bag.compute(options);
        expect(results).toEqual([0, 2, 3, 5]);
        expect(failures).toMatchObject([
          { partition: 1, error: { name: "TaskCrashedError", crashes: 1 } },
          { partition: 4, error: { name: "TaskError", cause: { name: "TimeoutError" } } },
        ]);
        for (const { error } of failures) expect(error.worker).toBeGreaterThan(0);
      },
    );

    it("rejects when it is aborted, and for what no task failed with", async () => {
      const bag = Bag.range(4).map(failOn(1));
      const signal = AbortSignal.abort();
      await expect(bag.compute({ scheduler, allowFailures: true, signal })).rejects.toBeInstanceOf(
        AbortError,
      );
      const hooks = {
        posttask: () => {
          throw new Error("hook");
        },
      };
      await expect(bag.compute({ scheduler, allowFailures: true, hooks })).rejects.toThrow("hook");
    });
  });
});

describe("the option allowFailures", () => {
  const bag = Bag.range(2);

  it("is refused where there is no way to say what is missing", async () => {
    const options = { scheduler: "sync", allowFailures: true } as object;
    const what = /Expected `allowFailures` to be false, as only compute\(\) can .*, got true/;
    await expect(bag.persist(options)).rejects.toThrow(what);
    await expect(bag.computeWithMetadata(options)).rejects.toThrow(what);
    expect(() => bag.iterate(options)).toThrow(InvalidArgumentError);
    expect(() => bag.computeSync(options)).toThrow(InvalidArgumentError);
  });

  it("has to be true or false", async () => {
    const options = { allowFailures: "yes" } as object;
    await expect(bag.compute(options)).rejects.toThrow(
      'bag.compute(): Expected `allowFailures` to be true or false, got "yes".',
    );
    expect(await bag.compute({ scheduler: "sync", allowFailures: false })).toEqual([0, 1]);
  });
});
