import { Bag } from "@holdall/bag";
import { compute } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.mapPartitions with %o", (run) => {
  const bag = Bag.range(5, { npartitions: 2 });

  it("calls the function once per partition with an array of its elements", async () => {
    expect(await bag.mapPartitions((elements) => [elements]).compute(run)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(
      await bag
        .map((x) => -x)
        .mapPartitions((elements) => elements.toReversed())
        .map((x) => x * 2)
        .compute(run),
    ).toEqual([-4, -2, -0, -8, -6]);
  });

  it("hands on partitions of bags, values of items, and data", async () => {
    const result = bag.mapPartitions(
      (elements, others, total, text) => [elements.length, others, total, text],
      Bag.fromSequence(Uint8Array.of(7, 8), { npartitions: 2 }),
      bag.sum(),
      "x",
    );
    expect(await result.compute(run)).toEqual([3, [7], 10, "x", 2, [8], 10, "x"]);
  });

  it("hands out arrays that the function may change, though others read them too", async () => {
    const shared = bag.map((x) => x);
    const sorted = shared.mapPartitions(
      (elements, same) => elements.sort((a, b) => b - a).concat(same.splice(0)),
      shared,
    );
    expect(await compute(sorted, shared, run)).toEqual([
      [2, 1, 0, 0, 1, 2, 4, 3, 3, 4],
      [0, 1, 2, 3, 4],
    ]);
  });

  it("takes iterables, async iterables and promises of them", async () => {
    expect(
      await bag
        .mapPartitions((elements) => new Set(elements))
        .count()
        .compute(run),
    ).toBe(5);
    expect(await bag.mapPartitions((elements) => Promise.resolve(elements)).compute(run)).toEqual([
      0, 1, 2, 3, 4,
    ]);
    const generated = bag.mapPartitions(async function* (elements) {
      for (const x of elements) yield await Promise.resolve(x);
    });
    expect(await generated.filter((x) => x > 2).compute(run)).toEqual([3, 4]);
  });

  it("calls the function for an empty partition too", async () => {
    expect(
      await bag
        .filter((x) => x > 2)
        .mapPartitions((elements) => [elements.length])
        .compute(run),
    ).toEqual([0, 2]);
  });

  it("names partition and operation, not an element, when the function throws or returns anything else", async () => {
    const fail = bag.mapPartitions((elements) => {
      if (elements.length === 2) throw new Error("two");
      return elements;
    });
    expect(await rejectionOf(fail.sum().compute(run))).toMatchObject({
      operation: "mapPartitions",
      partition: 1,
      index: undefined,
    });
    expect(await rejectionOf(bag.mapPartitions(() => 3 as never).compute(run))).toMatchObject({
      operation: "mapPartitions",
      cause: { message: "Expected what `fn` returns to be iterable, got 3." },
    });
    const generated = bag.mapPartitions(function* () {
      yield 1;
      throw new Error("after one");
    });
    expect(await rejectionOf(generated.compute(run))).toMatchObject({
      operation: "mapPartitions",
      index: undefined,
    });
  });

  it("refuses what is no function, and bags of other numbers of partitions", () => {
    expect(() => bag.mapPartitions(1 as never)).toThrow(
      "bag.mapPartitions(): Expected `fn` to be a function, got 1.",
    );
    expect(() => bag.mapPartitions((elements, _others) => elements, Bag.range(3))).toThrow(
      "bag.mapPartitions(): Expected all bags to have the same number of partitions, but the first has 2 and argument 1 has 3.",
    );
  });
});
