import { describe, expect, it } from "vitest";
import { combineColumns, entriesOf, mergeColumns, type PartialColumns } from "../../src/pipeline/columns.ts";

const add = (a: number, b: number): number => a + b;

function columnsOf(keys: readonly unknown[], before = keys.length): PartialColumns<number> {
  return { keys, values: keys.map(() => 1), before, isMerged: true };
}

function numbers(start: number, length: number): number[] {
  return Array.from({ length }, (_, i) => start + i);
}

describe("columns", () => {
  it("are merged in order, each key once where it first appeared", () => {
    const merged = mergeColumns([columnsOf(["b", [1]]), columnsOf([[1], "a"]), columnsOf(["b"])], add);
    expect(entriesOf(merged)).toEqual([
      ["b", 2],
      [[1], 2],
      ["a", 1],
    ]);
    expect(merged).toMatchObject({ before: 5, isMerged: true });
  });

  it("are what they are where there is one", () => {
    const only = columnsOf(["a", "b"]);
    expect(mergeColumns([only], add)).toBe(only);
  });

  it("are put one behind the other where merging hardly makes them fewer, and merged in the end", () => {
    for (const length of [100, 20_000]) {
      const parts = [columnsOf(numbers(0, length)), columnsOf(numbers(length - 10, length))];
      const combined = combineColumns(parts, add);
      expect(combined.keys).toHaveLength(2 * length);
      expect(combined.isMerged).toBe(false);
      const merged = mergeColumns([combined], add);
      expect(Array.from(merged.keys)).toEqual(numbers(0, 2 * length - 10));
      expect(Array.from(merged.values).filter((count) => count === 2)).toHaveLength(10);
    }
  });

  it.each([
    [
      "that are so many that it pays to see whether it makes them fewer",
      [columnsOf(numbers(0, 5000)), columnsOf(numbers(1, 5000))],
      5001,
    ],
    [
      "that merging made fewer",
      [columnsOf(numbers(0, 10_000), 20_000), columnsOf(numbers(0, 10_000))],
      10_000,
    ],
    ["that are very many", [columnsOf(numbers(0, 600_000)), columnsOf(numbers(1, 600_000))], 600_001],
  ])("are merged on the way if they are of keys %s", (_, parts, length) => {
    const combined = combineColumns(parts, add);
    expect(combined.keys).toHaveLength(length);
    expect(combined.isMerged).toBe(true);
  });
});
