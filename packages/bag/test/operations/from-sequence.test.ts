import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { anyhow, runs, sync } from "../schedulers.ts";

const sizesOf = (bag: Bag<unknown>): Promise<number[]> =>
  bag.mapPartitions((elements) => [elements.length]).compute(anyhow);

describe("Bag.fromSequence", () => {
  it.each(runs)("gives the elements back in order with %o", async (run) => {
    const array = Array.from({ length: 1000 }, (_, i) => i);
    expect(await Bag.fromSequence(array).compute(run)).toEqual(array);
  });

  it.each([
    [1, 1],
    [100, 100],
    [101, 51],
    [401, 134],
    [1000, 250],
    [100_000, 3125],
  ])("cuts %i elements into %i partitions by default", (length, npartitions) => {
    expect(Bag.fromSequence(new Uint8Array(length)).npartitions).toBe(npartitions);
  });

  it("makes exactly the partitions asked for, sizes differing by one, larger ones first", async () => {
    const bag = Bag.fromSequence("abcdefgh", { npartitions: 3 });
    expect(bag.npartitions).toBe(3);
    expect(await sizesOf(bag)).toEqual([3, 3, 2]);
  });

  it("gives each element a partition when there are fewer than partitions", async () => {
    expect(await sizesOf(Bag.fromSequence([1, 2], { npartitions: 5 }))).toEqual([1, 1]);
  });

  it("makes partitions of the size asked for, and a smaller last one", async () => {
    expect(await sizesOf(Bag.fromSequence([1, 2, 3, 4, 5], { partitionSize: 2 }))).toEqual([2, 2, 1]);
  });

  it.each([{}, { npartitions: 4 }, { partitionSize: 4 }])(
    "makes one empty partition of nothing with %o",
    async (options) => {
      const bag = Bag.fromSequence([], options);
      expect(bag.npartitions).toBe(1);
      expect(await bag.compute(anyhow)).toEqual([]);
    },
  );

  it("reads an iterable once, at the call", async () => {
    let reads = 0;
    function* generate(): Generator<number> {
      reads += 1;
      yield* [1, 2];
    }
    const bag = Bag.fromSequence(generate());
    expect(reads).toBe(1);
    expect(await bag.compute(anyhow)).toEqual([1, 2]);
    expect(await bag.compute(anyhow)).toEqual([1, 2]);
    expect(reads).toBe(1);
  });

  it("takes characters of a string, entries of a Map, elements of a Set", async () => {
    expect(await Bag.fromSequence("a👍").compute(anyhow)).toEqual(["a", "👍"]);
    expect(await Bag.fromSequence(new Map([["a", 1]])).compute(anyhow)).toEqual([["a", 1]]);
    expect(await Bag.fromSequence(new Set([1])).compute(anyhow)).toEqual([1]);
  });

  it.each(runs)("takes the numbers of a typed array, as plain arrays, with %o", async (run) => {
    const bag = Bag.fromSequence(Float32Array.of(1.5, 2.5, 3.5), { npartitions: 2 });
    expect(await bag.compute(run)).toEqual([1.5, 2.5, 3.5]);
    expect(await bag.mapPartitions((part) => [Array.isArray(part)]).compute(run)).toEqual([true, true]);
    expect(await Bag.fromSequence(Buffer.from("ab")).compute(run)).toEqual([97, 98]);
    expect(await Bag.fromSequence(BigInt64Array.of(1n)).compute(run)).toEqual([1n]);
  });

  it("takes typed arrays as elements as they are", async () => {
    const chunk = Float64Array.of(1);
    expect(await Bag.fromSequence([chunk]).compute(anyhow)).toEqual([chunk]);
    expect((await Bag.fromSequence([chunk]).compute(sync))[0]).toBe(chunk);
  });

  it("keeps undefined and null as elements, and functions where they need not travel", async () => {
    const elements = [undefined, null];
    expect(await Bag.fromSequence(elements).compute(anyhow)).toEqual(elements);
    expect(await Bag.fromSequence([Math.abs]).compute(sync)).toEqual([Math.abs]);
  });

  it("reads an array at compute, not at the call", async () => {
    const array = [1, 2];
    const bag = Bag.fromSequence(array);
    array[0] = 5;
    expect(await bag.compute(anyhow)).toEqual([5, 2]);
  });

  it("does not hand out or change the caller's array", async () => {
    const array = [3, 1, 2];
    const bag = Bag.fromSequence(array, { npartitions: 1 });
    const result = await bag.mapPartitions((part) => part.sort()).compute(anyhow);
    result.push(4);
    expect(array).toEqual([3, 1, 2]);
    expect(await bag.compute(anyhow)).not.toBe(array);
  });

  it("refuses an array whose length has changed by the time of compute", async () => {
    const array = [1, 2];
    const bag = Bag.fromSequence(array);
    array.push(3);
    await expect(bag.compute(anyhow)).rejects.toThrow(
      "Expected the array to stay as long as it was when the bag was made, 2, but its length is now 3.",
    );
  });

  it("does not read an array when it is made", () => {
    const proxy = new Proxy(new Array<number>(1e6), {
      get(target, key) {
        if (key !== "length") throw new Error(`read ${String(key)}`);
        return target.length;
      },
    });
    expect(Bag.fromSequence(proxy, { npartitions: 10 }).map((x) => x).npartitions).toBe(10);
  });

  it.each([
    [{ npartitions: 0 }, "Expected `npartitions` to be a whole number from 1 up, got 0."],
    [{ npartitions: -1 }, "Expected `npartitions` to be a whole number from 1 up, got -1."],
    [{ partitionSize: 1.5 }, "Expected `partitionSize` to be a whole number from 1 up, got 1.5."],
    [
      { npartitions: 2, partitionSize: 2 },
      "Expected one of `npartitions` and `partitionSize`, got both (2 and 2).",
    ],
    [{ npartition: 2 }, "Unknown option `npartition`. Did you mean `npartitions`?"],
  ])("refuses the options %o", (options, message) => {
    expect(() => Bag.fromSequence([1], options as object)).toThrow(InvalidArgumentError);
    expect(() => Bag.fromSequence([1], options as object)).toThrow(`Bag.fromSequence(): ${message}`);
  });

  it.each([3, null, undefined, {}, () => 1])("refuses what is not iterable: %s", (value) => {
    expect(() => Bag.fromSequence(value as never)).toThrow(
      /^Bag\.fromSequence\(\): Expected `iterable` to be an array or another iterable, got /,
    );
  });
});
