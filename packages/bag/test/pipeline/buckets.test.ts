import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinBuckets, toBuckets } from "../../src/pipeline/buckets.ts";
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
          const joined = joinBuckets(
            dealt.map((buckets) => buckets[bucket]!),
            index,
          );
          const own = [...expected].filter(([key]) => hashKey(key) % count === bucket);
          expect(Array.from(index.keys, (key, i) => [key, joined[i]])).toEqual(own);
        }
      }),
    );
  });

  it("number the keys of one bag after those of another", () => {
    const index = new KeyIndex();
    const [left] = toBuckets({ keys: ["a", "b"], groups: [[1], [2]] }, 1);
    const [right] = toBuckets({ keys: ["c", "b"], groups: [[3], [4]] }, 1);
    expect(joinBuckets([left!], index)).toEqual([[1], [2]]);
    expect(joinBuckets([right!], index)).toEqual([[], [4], [3]]);
    expect(index.keys).toEqual(["a", "b", "c"]);
  });
});
