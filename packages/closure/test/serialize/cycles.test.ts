import { expect, test } from "vitest";
import { findCycles } from "../../src/serialize/cycles.ts";

test("nodes of a cycle share a number, others have none", () => {
  //   0 → 1 → 2 → 0    3 → 3    4 → 5    6 ⇄ 7 → 0
  const cycles = findCycles([[1], [2], [0], [3], [5], [], [7], [6, 0]]);
  expect(cycles.get(0)).toBe(cycles.get(1));
  expect(cycles.get(1)).toBe(cycles.get(2));
  expect(cycles.get(6)).toBe(cycles.get(7));
  expect(new Set([cycles.get(0), cycles.get(3), cycles.get(6)]).size).toBe(3);
  expect([4, 5].map((node) => cycles.has(node))).toEqual([false, false]);
});

test("a chain of a hundred thousand nodes is no trouble", () => {
  const length = 100_000;
  const chain = Array.from({ length }, (_, node) => [(node + 1) % length]);
  expect(findCycles(chain).size).toBe(length);
});
