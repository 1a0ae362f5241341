import { expect, test } from "vitest";
import { peakMemory } from "../src/peak-memory.ts";

test("is in bytes, and grows with what is filled", () => {
  const before = process.memoryUsage.rss();
  const filled = Buffer.alloc(50_000_000, 1);
  expect(peakMemory()).toBeGreaterThan(before + 0.9 * filled.length);
});
