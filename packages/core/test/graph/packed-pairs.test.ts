import { describe, expect, it } from "vitest";
import { packPairs, pairsOf, unpacked } from "../../src/graph/packed-pairs.ts";

describe("pairs", () => {
  it("are made of a column of keys and one of values", () => {
    const columns = { keys: Int32Array.of(3, 1), values: ["a", undefined], lengths: undefined };
    expect(pairsOf(columns)).toStrictEqual([
      [3, "a"],
      [1, undefined],
    ]);
  });

  it("are made of keys and the numbers of all, one after the other", () => {
    const columns = { keys: ["b", "a", "c"], values: Float64Array.of(0.5, -0, 1), lengths: [2, 0, 1] };
    expect(pairsOf(columns)).toStrictEqual([
      ["b", [0.5, -0]],
      ["a", []],
      ["c", [1]],
    ]);
  });

  it("are unpacked where they were packed, and nothing else is", () => {
    const pairs = [["a", 1]];
    expect(unpacked(packPairs({ toPairs: () => pairs, toColumns: () => undefined }))).toBe(pairs);
    for (const value of [pairs, null, undefined, 1, { toPairs: () => pairs }])
      expect(unpacked(value)).toBe(value);
  });
});
