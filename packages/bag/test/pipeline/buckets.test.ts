import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinBuckets, joinElements, numberBuckets, toBuckets } from "../../src/pipeline/buckets.ts";
import { hashKey, KeyIndex } from "../../src/pipeline/key.ts";

describe("buckets", () => {
  const tasks = fc.array(
    fc.uniqueArray(fc.integer({ min: 0, max: 9 })).chain((keys) =>
      fc.record({
        keys: fc.constant(keys),
        groups: fc.tuple(...keys.map(() => fc.array(fc.integer(), { minLength: 1, maxLength: 30 }))),
      }),
    ),
    { maxLength: 5 },
  );

  it("have each group once, in that of the hash of its key, and are joined in order", () => {
    fc.assert(
      fc.property(tasks, fc.integer({ min: 1, max: 4 }), (all, count) => {
        const dealt = all.map((groups) => toBuckets(groups, count));
        const expected = new Map<number, number[]>();
        for (const { keys, groups } of all)
          keys.forEach((key, i) => expected.set(key, [...(expected.get(key) ?? []), ...groups[i]!]));
        for (let bucket = 0; bucket < count; bucket++) {
          const index = new KeyIndex();
          const numbered = numberBuckets(
            dealt.map((buckets) => buckets[bucket]!),
            index,
          );
          const joined = joinBuckets(numbered);
          const own = [...expected].filter(([key]) => hashKey(key) % count === bucket);
          expect(Array.from(index.keys, (key, i) => [key, joined[i]])).toEqual(own);
          const { lengths } = numbered;
          expect(lengths).toEqual(joined.map(({ length }) => length));
          expect(Array.from(joinElements(numbered))).toEqual(joined.flat());
        }
      }),
    );
  });

  it.each([
    ["whole numbers", [1, 2], Int32Array.of(1, 1, 2, 2)],
    ["numbers", [-0, 0.5], Float64Array.of(-0, -0, 0.5, 0.5)],
    ["something else", [1, "a"], [1, 1, "a", "a"]],
    ["no numbers", ["a", null], ["a", "a", null, null]],
  ])("have all elements one after the other, numbers in their cheapest form: %s", (_, elements, joined) => {
    const [bucket] = toBuckets({ keys: ["a", "b"], groups: elements.map((element) => [element]) }, 1);
    const [none] = toBuckets({ keys: [], groups: [] }, 1);
    const numbered = numberBuckets([bucket!, none!, bucket!], new KeyIndex());
    expect(joinElements(numbered)).toEqual(joined);
  });

  it("number the keys of one bag after those of another", () => {
    const index = new KeyIndex();
    const [left] = toBuckets({ keys: ["a", "b"], groups: [[1], [2]] }, 1);
    const [right] = toBuckets({ keys: ["c", "b"], groups: [[3], [4]] }, 1);
    expect(joinBuckets(numberBuckets([left!], index))).toEqual([[1], [2]]);
    expect(joinBuckets(numberBuckets([right!], index))).toEqual([[], [4], [3]]);
    expect(index.keys).toEqual(["a", "b", "c"]);
  });
});
