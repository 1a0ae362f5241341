import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendPartitionings,
  countPartitions,
  createPartitioning,
  longestPartition,
  partitionAt,
  startOfPartition,
  type Partitioning,
} from "../../src/plan/partitioning.ts";

function sizesOf(partitioning: Partitioning): number[] {
  return Array.from(
    { length: countPartitions(partitioning) },
    (_, i) => startOfPartition(partitioning, i + 1) - startOfPartition(partitioning, i),
  );
}

const lengths = fc.integer({ min: 0, max: 5000 });
const counts = fc.integer({ min: 1, max: 300 });

describe("partitioning", () => {
  it("covers all elements, whatever is asked for", () => {
    fc.assert(
      fc.property(
        lengths,
        fc.oneof(
          fc.constant({}),
          counts.map((npartitions) => ({ npartitions })),
          counts.map((partitionSize) => ({ partitionSize })),
        ),
        (length, options) => {
          const sizes = sizesOf(createPartitioning(length, options));
          expect(sizes.reduce((a, b) => a + b, 0)).toBe(length);
          expect(length === 0 ? sizes : sizes.filter((size) => size < 1)).toEqual(length === 0 ? [0] : []);
        },
      ),
    );
  });

  it("makes exactly npartitions where there are as many elements, sizes falling by one at most", () => {
    fc.assert(
      fc.property(lengths, counts, (length, npartitions) => {
        const sizes = sizesOf(createPartitioning(length, { npartitions }));
        expect(sizes).toHaveLength(Math.max(1, Math.min(length, npartitions)));
        expect(sizes[0]! - sizes.at(-1)!).toBeLessThanOrEqual(1);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });

  it("fills all partitions of a given size but the last", () => {
    fc.assert(
      fc.property(lengths, counts, (length, partitionSize) => {
        const sizes = sizesOf(createPartitioning(length, { partitionSize }));
        expect(sizes.slice(0, -1).every((size) => size === partitionSize)).toBe(true);
      }),
    );
  });
});

describe("partitioning of what is moved", () => {
  const few = fc.integer({ min: 0, max: 9 });
  const { any } = fc.letrec<{ any: Partitioning }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 2 },
      fc.record({ kind: fc.constant("sized"), length: few, size: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant("even"), length: few, count: fc.integer({ min: 1, max: 9 }) }),
      fc.array(tie("any"), { minLength: 1, maxLength: 3 }).map(appendPartitionings),
      fc
        .tuple(tie("any"), tie("any"))
        .map(
          ([left, right]) => ({ kind: "crossed", length: left.length * right.length, left, right }) as const,
        ),
      fc.tuple(tie("any"), fc.integer({ min: 1, max: 30 })).map(([of, count]): Partitioning => {
        const { length } = of;
        return {
          kind: count < countPartitions(of) ? "coalesced" : "split",
          length,
          of,
          count: Math.max(count, 1),
        };
      }),
    ),
  }));

  it("covers all elements, none longer than the longest, and finds each", () => {
    fc.assert(
      fc.property(any, (partitioning) => {
        const sizes = sizesOf(partitioning);
        expect(startOfPartition(partitioning, 0)).toBe(0);
        expect(startOfPartition(partitioning, sizes.length)).toBe(partitioning.length);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(longestPartition(partitioning));
        const owners = sizes.flatMap((size, index) => Array.from({ length: size }, () => index));
        expect(owners.map((_, element) => partitionAt(partitioning, element))).toEqual(owners);
      }),
    );
  });
});
