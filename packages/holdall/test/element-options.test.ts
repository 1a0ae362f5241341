import { Bag } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

onEveryScheduler((scheduler) => {
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
});
