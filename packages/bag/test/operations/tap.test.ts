import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { counted, rejectionOf, runs, runsHere } from "../schedulers.ts";

describe.each(runs)("bag.tap with %o", (run) => {
  it("calls the function once for each element and hands the element on", async () => {
    const seen = counted((x: number) => x * x);
    expect(await Bag.range(10, { npartitions: 3 }).tap(seen.fn).sum().compute(run)).toBe(45);
    expect(seen.calls).toBe(10);
  });

  it("names the element for which the function fails", async () => {
    const bag = Bag.range(4, { npartitions: 2 }).tap((x) => {
      if (x === 3) throw new RangeError("no");
    });
    expect(await rejectionOf(bag.compute(run))).toMatchObject({ operation: "tap", partition: 1, index: 1 });
  });
});

describe.each(runsHere)("bag.tap with %o", (run) => {
  it("waits for asynchronous functions before it goes on", async () => {
    const log: string[] = [];
    const bag = Bag.range(2, { npartitions: 1 })
      .tap(async (x) => {
        await Promise.resolve();
        log.push(`tap ${x}`);
      })
      .map((x) => {
        log.push(`map ${x}`);
        return x;
      });
    expect(await bag.compute(run)).toEqual([0, 1]);
    expect(log.toSorted()).toEqual(["map 0", "map 1", "tap 0", "tap 1"]);
    expect(log.indexOf("tap 1")).toBeLessThan(log.indexOf("map 1"));
  });
});

describe("bag.tap", () => {
  it("refuses what is no function", () => {
    expect(() => Bag.range(1).tap(1 as never)).toThrow("bag.tap(): Expected `fn` to be a function, got 1.");
  });
});
