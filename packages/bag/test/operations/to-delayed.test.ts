import { Bag, Item } from "@holdall/bag";
import { compute, delayed, InvalidArgumentError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { counted, runs, sync } from "../schedulers.ts";

describe.each(runs)("bag.toDelayed with %o", (run) => {
  it("makes one delayed for each partition, with its elements", async () => {
    const bag = Bag.concat([Bag.range(5, { npartitions: 2 }), Bag.fromSequence([]), Bag.range(1)]);
    const parts = bag.map((x) => x + 1).toDelayed();
    expect(parts).toHaveLength(4);
    expect(await compute(parts, run)).toEqual([[[1, 2, 3], [4, 5], [], [1]]]);
    expect(await parts[1]!.compute(run)).toEqual([4, 5]);
    expect(parts[0]!.computeSync()).toEqual([1, 2, 3]);
  });

  it("is undone by Bag.fromDelayed", async () => {
    const bag = Bag.range(7, { npartitions: 3 }).filter((x) => x % 2 === 0);
    const again = Bag.fromDelayed(bag.toDelayed());
    expect(again.npartitions).toBe(3);
    expect(await again.map((x) => -x).compute(run)).toEqual(await bag.map((x) => -x).compute(run));
  });

  it("computes no partition that nobody asks for", async () => {
    const fn = counted((x: number) => x);
    const parts = Bag.range(10, { npartitions: 10 }).map(fn.fn).toDelayed();
    const pair = delayed((a: number[], b: number[]) => [...a, ...b])(parts[2]!, parts[7]!);
    expect(await pair.compute(run)).toEqual([2, 7]);
    expect(fn.calls).toBe(2);
  });

  it("does what partitions have in common once, with the bag itself too", async () => {
    const fn = counted((x: number) => x);
    const bag = Bag.range(4, { npartitions: 2 });
    const shares = bag.map((x, total) => x / total, bag.sum().apply(fn.fn));
    expect(await compute(shares.toDelayed(), shares, run)).toEqual([
      [
        [0, 1 / 6],
        [2 / 6, 3 / 6],
      ],
      [0, 1 / 6, 2 / 6, 3 / 6],
    ]);
    expect(fn.calls).toBe(1);
  });

  it("takes arrays and elements of any kind", async () => {
    const bag = Bag.range(3, { npartitions: 2 }).take(2);
    expect(await compute(bag.toDelayed(), run)).toEqual([[[0, 1]]]);
  });
});

describe.each(runs)("items and delayeds with %o", (run) => {
  it("become each other", async () => {
    const total = Bag.range(5).sum();
    const there = total.toDelayed();
    expect(
      await compute(
        there,
        Item.fromDelayed(there).apply((x) => x + 1),
        run,
      ),
    ).toEqual([10, 11]);
    expect(there.computeSync()).toBe(10);
    expect(await delayed((x: number) => -x)(there).compute(run)).toBe(-10);
  });

  it("do not compute the same twice", async () => {
    const fn = counted(() => 3);
    const three = delayed(fn.fn)();
    const item = Item.fromDelayed(three);
    const bag = Bag.range(2).map((x, y) => x + y, item);
    expect(
      await compute(
        item,
        bag,
        three,
        item.toDelayed(),
        item.apply((x) => -x),
        run,
      ),
    ).toEqual([3, [3, 4], 3, 3, -3]);
    expect(fn.calls).toBe(1);
  });

  it("keep the value of a collection that is made of several results", async () => {
    const arrays = Bag.fromSequence([[1], [2, 3]]).concatenate();
    expect(await arrays.toDelayed().compute(run)).toEqual([1, 2, 3]);
    expect(await Item.fromDelayed(arrays.toDelayed()).compute(run)).toEqual([1, 2, 3]);
    expect(
      await Item.fromDelayed(Bag.range(3))
        .apply((all) => all.length)
        .compute(run),
    ).toBe(3);
  });
});

it("an Item of what is nothing lazy is refused", () => {
  expect(() => Item.fromDelayed(3 as never)).toThrow(
    "Item.fromDelayed(): Expected `delayed` to be a Delayed, got 3.",
  );
  expect(() => Item.fromDelayed(undefined as never)).toThrow(InvalidArgumentError);
});

it("the partitions of a bag with many are lowered in time that grows with their number", async () => {
  const parts = Bag.range(5000, { npartitions: 5000 })
    .map((x) => x)
    .toDelayed();
  const [values] = await compute(parts, sync);
  expect(values[4999]).toEqual([4999]);
});
