import { Bag } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyhow, rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("zip with %o", (run) => {
  const numbers = Bag.range(4, { npartitions: 2 });
  const words = Bag.fromSequence(["a", "b", "c", "d"], { npartitions: 2 });

  it("makes tuples of what is in the same place", async () => {
    const expected = [
      [0, "a"],
      [1, "b"],
      [2, "c"],
      [3, "d"],
    ];
    expect(await Bag.zip(numbers, words).compute(run)).toEqual(expected);
    expect(await numbers.zip(words).compute(run)).toEqual(expected);
    expect(
      await numbers
        .zip(words, numbers)
        .starmap((x, word, y) => word + x + y)
        .compute(run),
    ).toEqual(["a00", "b11", "c22", "d33"]);
  });

  it("makes tuples of one of a bag alone", async () => {
    expect(await Bag.zip(words).compute(run)).toEqual([["a"], ["b"], ["c"], ["d"]]);
    expect(await words.zip().compute(run)).toEqual([["a"], ["b"], ["c"], ["d"]]);
    expect(await numbers.zip(numbers).count().compute(run)).toBe(4);
  });

  it("goes together by partition, whatever was done to their elements", async () => {
    const odd = numbers.filter((x) => x % 2).map((x) => Promise.resolve(x));
    expect(
      await Bag.zip(
        odd,
        words.filter((x) => x === "a" || x === "c"),
      ).compute(run),
    ).toEqual([
      [1, "a"],
      [3, "c"],
    ]);
    const empty = numbers.filter(() => false);
    expect(await Bag.zip(empty, empty, empty).compute(run)).toEqual([]);
  });

  it.each([
    [
      "shorter",
      [3, 1],
      "Expected both bags to have equally many elements in this partition, but that of argument 1 has 3 elements, and more elements reach this call.",
    ],
    [
      "longer",
      [5, 2],
      "Expected both bags to have equally many elements in this partition, but that of argument 1 has 5 elements, and fewer elements reach this call.",
    ],
  ] as const)("fails when a partition is %s", async (_, [length, index], message) => {
    const bag = Bag.range(4, { npartitions: 1 }).zip(Bag.range(length, { npartitions: 1 }));
    const error = await rejectionOf(bag.compute(run));
    expect(error).toMatchObject({ operation: "zip", partition: 0, cause: { message } });
    if (index === 1) expect(error).toMatchObject({ index: 3 });
  });

  it("fails when partitions are of other lengths, though the bags are of the same", async () => {
    const other = Bag.fromSequence([1, 2, 3, 4], { partitionSize: 3 });
    expect(await rejectionOf(numbers.zip(other).compute(run))).toMatchObject({ operation: "zip" });
  });
});

describe("zip", () => {
  it("refuses bags of other numbers of partitions, and what is no bag", () => {
    const bag = Bag.range(4, { npartitions: 2 });
    expect(() => bag.zip(bag, Bag.range(4))).toThrow(
      "bag.zip(): Expected all bags to have the same number of partitions, but the first has 2 and argument 2 has 4.",
    );
    expect(() => bag.zip(bag, [1] as never)).toThrow(
      "bag.zip(): Expected `others[1]` to be a Bag, got an array of 1.",
    );
    expect(() => Bag.zip(bag, bag.sum() as never)).toThrow(
      "Bag.zip(): Expected `bags[1]` to be a Bag, got an Item.",
    );
    expect(() => Bag.zip(...([] as unknown as [Bag<number>]))).toThrow(InvalidArgumentError);
  });

  it("is undone by unzip, on any partitioning", async () => {
    const rows = fc.array(fc.tuple(fc.integer(), fc.string(), fc.boolean()), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (array, npartitions) => {
        const bag = Bag.fromSequence(array, { npartitions });
        const [a, b, c] = bag.unzip(3);
        expect(await Bag.zip(a, b, c).compute(anyhow)).toEqual(array);
        expect(await b.compute(anyhow)).toEqual(array.map((row) => row[1]));
      }),
    );
  });
});
