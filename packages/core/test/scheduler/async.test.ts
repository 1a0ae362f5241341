import { asynchronous, compute, delayed, InvalidArgumentError, type Delayed } from "@holdall/core";
import { describe, expect, it } from "vitest";

/** A step, and how many of it have been under way at once at most. */
function countUnderWay(): { readonly step: () => Delayed<void>; readonly most: () => number } {
  let running = 0;
  let most = 0;
  const step = delayed(async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running -= 1;
  });
  return { step, most: () => most };
}

describe("asynchronous", () => {
  it("has as many tasks under way at once as it was told, and no more", async () => {
    const { step, most } = countUnderWay();
    await compute(
      Array.from({ length: 20 }, () => step()),
      { scheduler: asynchronous({ workers: 3 }) },
    );
    expect(most()).toBe(3);
  });

  it("computes within its tasks, though all it may have under way are tasks that wait for that", async () => {
    const scheduler = asynchronous({ workers: 2 });
    const inner = delayed(async (x: number) => {
      await new Promise(setImmediate);
      return x + 1;
    });
    const outer = delayed(async (x: number) => {
      await new Promise(setImmediate);
      const values = await compute([inner(x), inner(x + 1), inner(x + 2)], { scheduler });
      return values.flat();
    });
    const values = await compute(
      Array.from({ length: 5 }, (_, x) => outer(10 * x)),
      { scheduler },
    );
    expect(values.flat(2)).toEqual([0, 10, 20, 30, 40].flatMap((x) => [x + 1, x + 2, x + 3]));
  });

  it("has as many tasks under way as it was told over all runs, and one more of each at most", async () => {
    const scheduler = asynchronous({ workers: 3 });
    const { step, most } = countUnderWay();
    const run = (): Promise<unknown> =>
      compute(
        Array.from({ length: 20 }, () => step()),
        { scheduler },
      );
    await Promise.all([run(), run(), run()]);
    expect(most()).toBeLessThanOrEqual(3 + 3);
  });

  it("refuses a number of workers that is none", () => {
    expect(() => asynchronous({ workers: -1 })).toThrow(InvalidArgumentError);
    expect(() => asynchronous({ workers: -1 })).toThrow(
      "Expected `workers` to be a whole number from 1 up, got -1.",
    );
  });
});
