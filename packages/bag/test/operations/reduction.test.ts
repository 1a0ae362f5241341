import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.reduction with %o", (run) => {
  const bag = Bag.range(20, { npartitions: 20 });

  it("aggregates partials in order, so many at a time", async () => {
    const tree = (splitEvery: number | false): Promise<string> =>
      bag
        .reduction(
          (elements) => elements.join(),
          (partials) => `(${partials.join(" ")})`,
          { splitEvery } as { splitEvery: number },
        )
        .compute(run);
    expect(await tree(8)).toBe("((0 1 2 3 4 5 6 7) (8 9 10 11 12 13 14 15) (16 17 18 19))");
    expect(await tree(10)).toBe("((0 1 2 3 4 5 6 7 8 9) (10 11 12 13 14 15 16 17 18 19))");
    expect(await tree(false)).toBe("(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19)");
  });

  it("calls perPartition for partitions with elements only", async () => {
    const given = bag
      .filter((x) => x === 3 || x === 11)
      .reduction(
        (elements) => [elements],
        (partials) => partials.flat(),
      );
    expect(await given.compute(run)).toEqual([[3], [11]]);
  });

  it("calls perPartition once, with nothing, when there are no elements at all", async () => {
    const result = bag
      .filter(() => false)
      .reduction(
        (elements) => `none of ${elements.length}`,
        (partials) => `(${partials.join()})`,
      );
    expect(await result.compute(run)).toBe("(none of 0)");
  });

  it("awaits asynchronous functions", async () => {
    const result = bag.reduction(
      (elements) => Promise.resolve(elements.length),
      (partials) => Promise.resolve(partials.reduce((a, b) => a + b)),
    );
    expect(await result.compute(run)).toBe(20);
  });

  it("keeps undefined as a partial result", async () => {
    const result = bag.reduction(
      () => undefined as undefined | number,
      (partials) => partials.length,
      { splitEvery: false },
    );
    expect(await result.compute(run)).toBe(20);
  });

  it("may aggregate to something else in one step", async () => {
    const result = bag.reduction(
      (elements) => elements[0]!,
      (partials) => ({ total: partials.reduce((a, b) => a + b) }),
      { splitEvery: false },
    );
    expect(await result.compute(run)).toEqual({ total: 190 });
  });

  it("names itself when a function throws", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    const error = await rejectionOf(bag.reduction(fail, (partials) => partials[0]!).compute(run));
    expect(error).toMatchObject({ operation: "reduction", index: undefined });
    expect(await rejectionOf(bag.reduction((elements) => elements, fail).compute(run))).toMatchObject({
      operation: "reduction",
    });
  });

  it("refuses what is no function, and unknown options", () => {
    expect(() => bag.reduction(1 as never, (x) => x)).toThrow(
      "Expected `perPartition` to be a function, got 1.",
    );
    expect(() => bag.reduction((x) => x, 1 as never)).toThrow(
      "Expected `aggregate` to be a function, got 1.",
    );
    expect(() =>
      bag.reduction(
        (x) => x.length,
        (x) => x[0]!,
        { splitEvery: 1 },
      ),
    ).toThrow("`splitEvery`");
  });
});
