import { delayed } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { Bag, planOf } from "../../src/bag.ts";
import { parseOther, type Other } from "../../src/operations/other-bag.ts";

const around = { nodeOf: planOf, operation: "join" };

describe("the other bag of an operation", () => {
  it("is a bag as it is, whatever number of partitions it has", () => {
    const bag = Bag.range(10, { npartitions: 3 }).map((x) => x + 1);
    expect(parseOther(bag, around)).toBe(planOf(bag));
  });

  it("is one partition of what an item, a delayed value or an iterable holds", () => {
    const others: readonly Other<number>[] = [
      delayed(() => [1, 2])(),
      Bag.range(3).reduction(
        (all) => all,
        (all) => all.flat(),
      ),
      [1, 2, 3],
      new Set([1, 2]),
      Float64Array.of(1, 2),
    ];
    for (const other of others) {
      expect(parseOther(other, around).npartitions).toBe(1);
    }
  });

  it("is nothing else", () => {
    for (const [other, told] of [
      [undefined, "undefined"],
      [3, "3"],
      [{ a: 1 }, "an object with keys [a]"],
    ] as const) {
      expect(() => parseOther(other, around)).toThrow(
        `bag.join(): Expected \`other\` to be a Bag, an Item, a Delayed or an iterable, got ${told}.`,
      );
    }
  });
});
