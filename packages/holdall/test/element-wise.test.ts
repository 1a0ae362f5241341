import { Bag } from "holdall";
import { expect, it } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

onEveryScheduler((scheduler) => {
  it("draws the same random sample", async () => {
    const sample = Bag.range(300, { npartitions: 7 }).randomSample(0.4, 2026);
    expect(await sample.compute({ scheduler })).toEqual(sample.computeSync());
  });
});
