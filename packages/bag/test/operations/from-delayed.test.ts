import { Bag } from "@holdall/bag";
import { compute, delayed, TaskError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, counted, rejectionOf, runs, runsHere } from "../schedulers.ts";

describe("Bag.fromDelayed", () => {
  it.each(runs)("makes a partition of each delayed with %o", async (run) => {
    const load = delayed((start: number) => [start, start + 1]);
    const bag = Bag.fromDelayed([load(0), load(10)]);
    expect(bag.npartitions).toBe(2);
    expect(await bag.map((x) => x * 2).compute(run)).toEqual([0, 2, 20, 22]);
  });

  it("takes any iterable, async ones included, and items", async () => {
    const list = [
      delayed(() => new Set([1]))(),
      delayed(async function* () {
        yield await Promise.resolve(2);
      })(),
      Bag.range(3).reduction(
        (x) => x,
        (partials) => partials.flat(),
      ),
    ];
    expect(await Bag.fromDelayed<number>(list).compute(anyhow)).toEqual([1, 2, 0, 1, 2]);
  });

  // What a task returns cannot always be sent: the iterator and who reads it have to be one task there.
  it.each([...runsHere, { ...anyhow, optimize: true }])(
    "reads a one-shot iterator once for all who need it, with %o",
    async (run) => {
      const generate = counted(function* () {
        yield* [1, 2, 3];
      });
      const bag = Bag.fromDelayed([delayed(() => generate.fn())()]);
      expect(
        await compute(
          bag,
          bag.sum(),
          bag.map((x) => -x),
          run,
        ),
      ).toEqual([[1, 2, 3], 6, [-1, -2, -3]]);
      expect(generate.calls).toBe(1);
    },
  );

  it("names operation and partition when a value is not iterable", async () => {
    const bag = Bag.fromDelayed<number>([delayed(() => [1])(), delayed(() => 5 as never)()]);
    const error = await rejectionOf(bag.compute(anyhow));
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({
      operation: "fromDelayed",
      partition: 1,
      cause: { message: "Expected the partition to be iterable, got 5." },
    });
  });

  it.each([
    [[], "Expected `list` to be an array of at least one Delayed, got an array of 0."],
    [3, "Expected `list` to be an array of at least one Delayed, got 3."],
    [[delayed(() => [])(), [1]], "Expected `list[1]` to be a Delayed or Item, got an array of 1."],
  ])("refuses %o", (list, message) => {
    expect(() => Bag.fromDelayed(list as never)).toThrow(`Bag.fromDelayed(): ${message}`);
  });
});
