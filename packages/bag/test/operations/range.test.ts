import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, runs } from "../schedulers.ts";

describe("Bag.range", () => {
  it.each(runs)("counts from 0, from start, and by step with %o", async (run) => {
    expect(await Bag.range(3).compute(run)).toEqual([0, 1, 2]);
    expect(await Bag.range(3, 6).compute(run)).toEqual([3, 4, 5]);
    expect(await Bag.range(0, 10, 3).compute(run)).toEqual([0, 3, 6, 9]);
    expect(await Bag.range(5, 0, -2, { npartitions: 2 }).compute(run)).toEqual([5, 3, 1]);
  });

  it("is empty where there is nothing between start and stop", async () => {
    expect(await Bag.range(0).compute(anyhow)).toEqual([]);
    expect(await Bag.range(3, 1).compute(anyhow)).toEqual([]);
    expect(Bag.range(0, { npartitions: 3 }).npartitions).toBe(1);
  });

  it("makes the partitions asked for, and never more than there are numbers", () => {
    expect(Bag.range(10, { npartitions: 4 }).npartitions).toBe(4);
    expect(Bag.range(2, { npartitions: 4 }).npartitions).toBe(2);
    expect(Bag.range(1000).npartitions).toBe(250);
  });

  it("makes no number before it is needed", async () => {
    // In one loop: a partition would not fit into an array.
    const first = Bag.range(1e12, { npartitions: 4 }).take(2);
    expect(await first.compute({ ...anyhow, optimize: true })).toEqual([0, 1]);
  });

  it.each([
    [[1.5], "Expected `stop` to be a whole number, got 1.5."],
    [["a", 2], 'Expected `start` to be a whole number, got "a".'],
    [
      [-(2 ** 53 - 1), 2 ** 53 - 1, 3],
      "Expected `start` and `stop` to be at most 9007199254740991 apart, got -9007199254740991 and 9007199254740991.",
    ],
    [[0, 5, 0], "Expected `step` to be another number than 0."],
    [[0, 5, NaN], "Expected `step` to be a whole number, got NaN."],
    [[5, { npartitions: 0 }], "Expected `npartitions` to be a whole number from 1 up, got 0."],
    [[5, { partitionSize: 2 }], "Unknown option `partitionSize`."],
    [[], "Expected one to three numbers, got 0."],
  ])("refuses %j", (args, message) => {
    const call = (): unknown => Bag.range(...(args as [number]));
    expect(call).toThrow(InvalidArgumentError);
    expect(call).toThrow(`Bag.range(): ${message}`);
  });
});
