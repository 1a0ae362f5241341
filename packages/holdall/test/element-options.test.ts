import { Bag, registerClass, type RunHooks, type SkippedElements } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

class NoPage extends RangeError {
  readonly page: number;
  constructor(page: number) {
    super(`no page ${page}`);
    this.page = page;
  }
  isNear(other: number): boolean {
    return Math.abs(other - this.page) < 2;
  }
}
registerClass(NoPage);

const missing = (): never => {
  throw new Error("not yet");
};

onEveryScheduler((scheduler, name) => {
  it("has several elements of a partition under way at once, in order", async () => {
    const waiting: (() => void)[] = [];
    // Ends when three calls have come together.
    const meet = async (x: number): Promise<number> => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 3) for (const goOn of waiting.splice(0)) goOn();
      });
      return x + 1;
    };
    const bag = Bag.range(12, { npartitions: 1 }).map(meet, { concurrency: 3 });
    const after = bag.map((x) => -x).filter((x) => x !== -5);
    const expected = [-1, -2, -3, -4, -6, -7, -8, -9, -10, -11, -12];
    expect(await after.compute({ scheduler })).toEqual(expected);
    expect(await after.sum().compute({ scheduler, optimize: false })).toBe(-73);
  });

  it("leaves out what functions fail on, or puts something in its place, and says how often", async () => {
    const odd = (x: number): number => {
      if (x % 2 === 1) throw new RangeError(`odd: ${x}`);
      return x;
    };
    const bag = Bag.range(600, { npartitions: 3 }); // 200 each
    let skipped: readonly SkippedElements[] = [];
    const hooks: RunHooks = { finish: (event) => void (skipped = event.skipped) };
    const even = bag.map(odd, { onError: "skip" }).filter((x) => Promise.resolve(x % 4 === 0));
    expect(await even.count().compute({ scheduler, hooks })).toBe(150);
    expect(skipped).toEqual([{ operation: "map", count: 300 }]);
    const replaced = bag.map((x) => Promise.resolve(x).then(odd), {
      onError: (error, element, { partition, index }) =>
        `${(error as Error).message} is element ${element} at ${index} of ${partition}`,
      concurrency: 4,
    });
    expect((await replaced.compute({ scheduler })).slice(202, 204)).toEqual([
      202,
      "odd: 203 is element 203 at 3 of 1",
    ]);
  });

  it("tells what became of each call, and of the run", async () => {
    class Unlucky extends RangeError {
      override readonly name = "Unlucky";
      readonly code = 13;
    }
    const settled = Bag.range(600, { npartitions: 3 }).mapSettled(
      (x, { attempt }) => {
        if (x % 100 === 13) throw new Unlucky(`no ${x}`, { cause: { attempt } });
        return x;
      },
      { context: true },
    );
    const rejected = settled.filter(({ status }) => status === "rejected");
    const all = await rejected.compute({ scheduler });
    expect(all).toHaveLength(6);
    expect(all[1]).toMatchObject({
      reason: { name: "Unlucky", message: "no 113", code: 13, cause: { attempt: 1 } },
    });
    expect((all[1] as PromiseRejectedResult).reason).toBeInstanceOf(RangeError);

    const values = settled.map(
      (one) => {
        if (one.status === "rejected") throw one.reason;
        return one.value;
      },
      { onError: "skip" },
    );
    const shaky = values.map((x, { attempt }) => (attempt === 1 && x % 200 === 0 ? missing() : x), {
      context: true,
    });
    const { value, metadata } = await shaky
      .count()
      .computeWithMetadata({ scheduler, retries: 1, retryDelay: 0 });
    expect(value).toBe(594);
    expect(metadata.skipped).toEqual([{ operation: "map", count: 6 }]);
  });

  it("gives errors back as instances of their class, where that is registered", async () => {
    const settled = Bag.range(3, { npartitions: 3 }).mapSettled((x) => {
      throw new NoPage(x);
    });
    const [first] = await settled.map((one) => one).compute({ scheduler });
    const reason = (first as PromiseRejectedResult).reason as NoPage;
    expect(reason).toBeInstanceOf(NoPage);
    expect(reason.isNear(1)).toBe(true);
  });

  it("gives errors back whatever they hold", async () => {
    const settled = Bag.fromSequence(["abort", "native", "circle"], { npartitions: 1 }).mapSettled((kind) => {
      if (kind === "abort") AbortSignal.abort().throwIfAborted();
      const error: Error & { context?: unknown } = new Error(kind, { cause: { callback: () => kind } });
      if (kind === "circle") {
        error.cause = { error };
        error.context = { error };
      }
      throw error;
    });
    const reasons = (await settled.compute({ scheduler })).map(
      (one) => (one as PromiseRejectedResult).reason as Error,
    );
    expect(reasons.map(String)).toEqual([
      "AbortError: This operation was aborted",
      "Error: native",
      "Error: circle",
    ]);
    expect(reasons[0]).toBeInstanceOf(DOMException);
    const failed: unknown = await Bag.range(1)
      .map(() => {
        const error: Error & { context?: unknown } = new Error("circle");
        error.cause = { error };
        error.context = { error };
        throw error;
      })
      .compute({ scheduler })
      .catch((reason: unknown) => reason);
    expect(failed).toMatchObject({ code: "HOLDALL_TASK_FAILED", cause: { message: "circle" } });
  });

  it("asks nobody about errors that come of the end of the run", async () => {
    const controller = new AbortController();
    const waiting = Bag.range(1).map(
      (x, { signal, progress }) => {
        progress(0);
        return new Promise<number>((_, reject) => {
          const fail = (): void => reject(new Error(`${x} is not wanted any more`));
          if (signal.aborted) fail();
          else signal.addEventListener("abort", fail);
        });
      },
      {
        context: true,
        onError: () => Number(Reflect.set(globalThis, "wasAsked", true)),
      },
    );
    const hooks: RunHooks = { progress: () => void setImmediate(() => controller.abort()) };
    const run = waiting.compute({ scheduler, hooks, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    const asked = Bag.range(16).filter(() => "wasAsked" in globalThis);
    expect(await asked.compute({ scheduler })).toEqual([]);
  });

  it("tells functions where they are, and whoever watches how far they are", async () => {
    const told: number[] = [];
    const hooks: RunHooks = { progress: ({ fraction }) => void told.push(fraction) };
    const workers = await Bag.range(4, { npartitions: 2 })
      .map(
        (x, { partition, index, attempt, workerId, signal, progress }) => {
          progress(x / 4);
          return [2 * partition + index, attempt, signal.aborted, workerId];
        },
        { context: true },
      )
      .compute({ scheduler, hooks });
    const ids = workers.map((told) => told.pop() as number);
    expect(workers).toEqual([0, 1, 2, 3].map((x) => [x, 1, false]));
    expect(ids.every((id) => (name === "threads" || name === "processes" ? id > 0 : id >= 0))).toBe(true);
    expect(told.toSorted()).toEqual([0, 0.25, 0.5, 0.75]);
  });
});
