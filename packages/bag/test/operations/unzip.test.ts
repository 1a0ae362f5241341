import { Bag } from "@holdall/bag";
import { compute } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { counted, rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.unzip with %o", (run) => {
  const make = (x: number): [number, string] => [x, `${x}!`];

  it("makes bags of the first elements, of the second, and so on, of one computation", async () => {
    const slow = counted(make);
    const [numbers, words] = Bag.range(4, { npartitions: 2 }).map(slow.fn).unzip(2);
    expect(numbers.npartitions).toBe(2);
    expect(await compute(numbers, words, run)).toEqual([
      [0, 1, 2, 3],
      ["0!", "1!", "2!", "3!"],
    ]);
    expect(slow.calls).toBe(4);
  });

  it("makes as few bags as it is asked for", async () => {
    const bag = Bag.range(2).map(make);
    expect(bag.unzip(0)).toEqual([]);
    const [numbers] = bag.unzip(1);
    expect(await numbers.compute(run)).toEqual([0, 1]);
  });

  it("names the element that has fewer", async () => {
    const [, second] = Bag.fromSequence([[1, 2], [3]], { npartitions: 1 }).unzip(2);
    expect(await rejectionOf(second.compute(run))).toMatchObject({
      operation: "unzip",
      index: 1,
      cause: {
        message:
          "Expected the element to have 1, got an array of 1. Make no more bags than each element has parts.",
      },
    });
  });

  it("refuses what is no number of bags", () => {
    for (const n of [-1, 1.5, "2"])
      expect(() => Bag.fromSequence([[1]]).unzip(n as number)).toThrow(
        /^bag\.unzip\(\): Expected `n` to be a whole number from 0 up, got /,
      );
  });
});
