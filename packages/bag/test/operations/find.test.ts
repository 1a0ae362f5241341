import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { counted, runs } from "../schedulers.ts";

describe.each(runs)("bag.find with %o", (run) => {
  it("finds the first element for which the function holds, or nothing", async () => {
    const bag = Bag.range(100, { npartitions: 40 });
    expect(await bag.find((x) => x > 50).compute(run)).toBe(51);
    expect(await bag.find((x) => Promise.resolve(x === 0)).compute(run)).toBe(0);
    expect(await bag.find((x) => x > 100).compute(run)).toBe(undefined);
    expect(
      await Bag.fromSequence<unknown>([1, null, 2])
        .find((x) => x === null)
        .compute(run),
    ).toBe(null);
  });

  it("looks at no more partitions than it needs", async () => {
    const seen = counted((x: number) => x === 12);
    expect(await Bag.range(100, { npartitions: 10 }).find(seen.fn).compute(run)).toBe(12);
    expect(seen.calls).toBeLessThanOrEqual(20);
  });
});
