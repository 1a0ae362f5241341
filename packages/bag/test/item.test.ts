import { Bag } from "@holdall/bag";
import { compute, delayed } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs } from "./schedulers.ts";

describe.each(runs)("Item with %o", (run) => {
  const total = Bag.range(5).sum();

  it("computes its value", async () => {
    expect(await total.compute(run)).toBe(10);
    expect(total.computeSync()).toBe(10);
  });

  it("applies functions, asynchronous ones too", async () => {
    expect(
      await total
        .apply((x) => x + 1)
        .apply((x) => Promise.resolve([x]))
        .compute(run),
    ).toEqual([11]);
  });

  it("is computed once with others, and inside delayeds", async () => {
    const shown = delayed((x: number, rest: { y: number }) => `${x} ${rest.y}`)(total, {
      y: total.apply((x) => -x),
    });
    expect(await compute(total, shown, run)).toEqual([10, "10 -10"]);
  });

  it("names apply when its function throws", async () => {
    const failing = total.apply(() => {
      throw new Error("no");
    });
    expect(await rejectionOf(failing.compute(run))).toMatchObject({
      operation: "apply",
      partition: 0,
      index: undefined,
    });
  });

  it("refuses what is no function", () => {
    expect(() => total.apply(3 as never)).toThrow("item.apply(): Expected `fn` to be a function, got 3.");
  });
});

it("a long chain of functions of an item can be computed", async () => {
  let item = Bag.range(1).sum();
  for (let i = 0; i < 10_000; i++) item = item.apply((x) => x + 1);
  expect(await item.compute(anyhow)).toBe(10_000);
});
