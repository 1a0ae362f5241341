import { Bag } from "@holdall/bag";
import { compute, TaskError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.concatenate with %o", (run) => {
  it("joins arrays and typed arrays, across partitions", async () => {
    expect(
      await Bag.fromSequence([[1, 2], [], [3]])
        .concatenate()
        .compute(run),
    ).toEqual([1, 2, 3]);
    const chunks = Bag.range(10, { npartitions: 4 }).map((x) => Float64Array.of(x, -x));
    expect(await chunks.concatenate().compute(run)).toEqual(
      Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
    );
  });

  it("gives memory of its own", async () => {
    const chunk = Float64Array.of(1);
    const joined = await Bag.fromSequence([chunk]).concatenate().compute(run);
    joined[0] = 5;
    expect(chunk[0]).toBe(1);
  });

  it("can be applied to, and computed with others", async () => {
    const joined = Bag.fromSequence([[1], [2]]).concatenate();
    expect(
      await compute(
        joined.apply((all) => all.length),
        joined,
        run,
      ),
    ).toEqual([2, [1, 2]]);
  });

  it("skips partitions without arrays", async () => {
    const bag = Bag.range(10, { npartitions: 10 }).filter((x) => x % 3 === 0);
    expect(
      await bag
        .map((x) => [x])
        .concatenate()
        .compute(run),
    ).toEqual([0, 3, 6, 9]);
  });

  it("refuses mixed kinds, in one partition and in several, naming where", async () => {
    const mixed = [Float64Array.of(1), Int32Array.of(2)] as unknown as Float64Array[];
    for (const npartitions of [1, 2]) {
      const error = await rejectionOf(Bag.fromSequence(mixed, { npartitions }).concatenate().compute(run));
      expect(error).toBeInstanceOf(TaskError);
      expect(error).toMatchObject({ operation: "concatenate", partition: npartitions - 1 });
      expect((error as TaskError).message).toContain("of kind Float64Array and this one of kind Int32Array");
    }
  });

  it("names the element that is no array", async () => {
    const bag = Bag.fromSequence([[1], "a" as never], { npartitions: 1 });
    expect(await rejectionOf(bag.concatenate().compute(run))).toMatchObject({
      operation: "concatenate",
      index: 1,
      cause: { message: 'Expected the elements to be arrays or typed arrays, got "a".' },
    });
  });

  it("needs at least one array", async () => {
    expect(await rejectionOf(Bag.fromSequence<number[]>([]).concatenate().compute(run))).toMatchObject({
      operation: "concatenate",
      cause: { message: "Expected at least one array to concatenate, but the bag has no elements." },
    });
  });
});
