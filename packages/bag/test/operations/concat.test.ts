import { Bag } from "@holdall/bag";
import { compute } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, counted, isOptimised, rejectionOf, runs } from "../schedulers.ts";

describe("Bag.concat", () => {
  const letters = Bag.fromSequence(["a", "b"]);
  const numbers = Bag.range(3, { npartitions: 2 });

  it.each(runs)("appends partitions with %o", async (run) => {
    const both = Bag.concat([letters, numbers, letters]);
    expect(both.npartitions).toBe(6);
    expect(await both.compute(run)).toEqual(["a", "b", 0, 1, 2, "a", "b"]);
    expect(await both.map((x) => `${x}!`).compute(run)).toEqual(["a!", "b!", "0!", "1!", "2!", "a!", "b!"]);
    expect(await both.count().compute(run)).toBe(7);
    expect(
      await Bag.concat([both, both])
        .mapPartitions((part) => [part.length])
        .compute(run),
    ).toEqual([...[1, 1, 2, 1, 1, 1], ...[1, 1, 2, 1, 1, 1]]);
  });

  it.each(runs)("goes along in lockstep with a bag of as many partitions with %o", async (run) => {
    const both = Bag.concat([letters, letters]);
    const others = Bag.range(4);
    expect(await both.map((letter, n) => `${letter}${n}`, others).compute(run)).toEqual([
      "a0",
      "b1",
      "a2",
      "b3",
    ]);
    expect(await others.map((n, letter) => `${letter}${n}`, both).compute(run)).toEqual([
      "a0",
      "b1",
      "a2",
      "b3",
    ]);
  });

  it("makes an empty bag of no bags", async () => {
    expect(await Bag.concat([]).compute(anyhow)).toEqual([]);
  });

  it.each(runs)("computes no more than take needs with %o", async (run) => {
    const slow = counted((x: number) => x);
    const bag = Bag.concat([Bag.range(5, { npartitions: 1 }).map(slow.fn), Bag.range(5)]);
    expect(
      await bag
        .map((x) => x)
        .take(2)
        .compute(run),
    ).toEqual([0, 1]);
    expect(slow.calls).toBe(isOptimised(run) ? 2 : 5);
  });

  it.each(runs)("counts partitions through all bags when an error names one, with %o", async (run) => {
    const bag = Bag.concat([letters, numbers]).map((x) => {
      if (x === 2) throw new Error("two");
      return x;
    });
    expect(await rejectionOf(bag.compute(run))).toMatchObject({ operation: "map", partition: 3, index: 0 });
  });

  it("computes a bag that is there twice once", async () => {
    const slow = counted((x: number) => x);
    const bag = Bag.range(4).map(slow.fn);
    expect(await Bag.concat([bag, bag]).compute(anyhow)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(slow.calls).toBe(4);
    await compute(Bag.concat([bag, bag]).sum(), bag, anyhow);
    expect(slow.calls).toBe(8);
  });

  it("appends more bags than a function takes arguments", () => {
    const many = Bag.concat(Array.from({ length: 200_000 }, () => numbers));
    expect(many.npartitions).toBe(400_000);
    expect(many.repartition({ partitionSize: 600_000 }).npartitions).toBe(1);
  });

  it("appends bags one after the other, thousands of times", async () => {
    let grown = numbers;
    for (let i = 1; i < 3000; i++) grown = Bag.concat([grown, numbers]);
    expect(grown.repartition({ partitionSize: 1000 }).npartitions).toBe(9);
    expect(await grown.enumerate().pluck(0).max().compute(anyhow)).toBe(8999);
  });

  it("refuses what is no array of bags", () => {
    expect(() => Bag.concat(3 as never)).toThrow(
      "Bag.concat(): Expected `bags` to be an array of bags, got 3.",
    );
    expect(() => Bag.concat([letters, [1]] as never)).toThrow(
      "Bag.concat(): Expected `bags[1]` to be a Bag, got an array of 1.",
    );
  });
});
