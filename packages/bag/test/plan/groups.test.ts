import { describe, expect, it } from "vitest";
import { countGroups, groupOf, longestGroup, startOfGroup } from "../../src/plan/groups.ts";

describe("groups of partitions", () => {
  it("double up to a longest", () => {
    const starts = Array.from({ length: 9 }, (_, group) => startOfGroup(group));
    expect(starts).toEqual([0, 1, 3, 7, 15, 31, 63, 95, 127]);
    expect([1, 2, 3, 4, 31, 32, 63, 64].map(countGroups)).toEqual([1, 2, 2, 3, 5, 6, 6, 7]);
    expect([1, 5, 32, 1e6].map(longestGroup)).toEqual([1, 5, 32, 32]);
  });

  it("are where their partitions are", () => {
    for (let partition = 0; partition < 1e4; partition++) {
      const group = groupOf(partition);
      expect(startOfGroup(group)).toBeLessThanOrEqual(partition);
      expect(startOfGroup(group + 1)).toBeGreaterThan(partition);
    }
  });
});
