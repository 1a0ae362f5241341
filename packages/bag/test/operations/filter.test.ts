import { Bag } from "@holdall/bag";
import { describe, expect, it } from "vitest";
import { rejectionOf, runs } from "../schedulers.ts";

describe.each(runs)("bag.filter and bag.remove with %o", (run) => {
  const bag = Bag.fromSequence([0, 1, "", "a", null, undefined, NaN, [], {}], { npartitions: 3 });

  it("keep and drop by truthiness", async () => {
    expect(await bag.filter(Boolean).compute(run)).toEqual([1, "a", [], {}]);
    expect(await bag.filter((x) => x).compute(run)).toEqual([1, "a", [], {}]);
    expect(await bag.remove((x) => x).compute(run)).toEqual([0, "", null, undefined, NaN]);
  });

  it("await asynchronous predicates", async () => {
    expect(await bag.filter((x) => Promise.resolve(x)).compute(run)).toEqual([1, "a", [], {}]);
    expect(
      await bag
        .remove((x) => Promise.resolve(Boolean(x)))
        .count()
        .compute(run),
    ).toBe(5);
  });

  it("keep partitions that become empty", async () => {
    const even = Bag.range(6, { npartitions: 6 }).filter((x) => x % 2 === 0);
    expect(even.npartitions).toBe(6);
    expect(await even.mapPartitions((part) => [part.length]).compute(run)).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it("name themselves in errors", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    expect(await rejectionOf(bag.filter(fail).compute(run))).toMatchObject({ operation: "filter", index: 0 });
    expect(await rejectionOf(bag.remove(fail).compute(run))).toMatchObject({ operation: "remove", index: 0 });
  });

  it("refuse what is no function", () => {
    expect(() => bag.filter("a" as never)).toThrow(
      'bag.filter(): Expected `predicate` to be a function, got "a".',
    );
    expect(() => bag.remove({} as never)).toThrow("bag.remove(): Expected `predicate` to be a function");
  });
});
