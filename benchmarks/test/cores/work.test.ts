import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aggregateLines, hashChain } from "../../dist/cores/work.js";

test("hashes a block that begins with the seed, then one that begins with the hash", () => {
  const hash = (start: string | Buffer): Buffer => {
    const block = Buffer.alloc(16 * 1024);
    Buffer.from(start).copy(block);
    return createHash("sha256").update(block).digest();
  };
  expect(hashChain({ seed: 7, length: 2 })).toBe(hash(hash("7")).toString("hex"));
});

test("sums the values of all lines by category", () => {
  // The values of a line are number, index and seed; here the number is the index.
  expect(aggregateLines({ seed: 0, length: 3 })).toEqual({
    "category 0": 0,
    "category 1": 2,
    "category 2": 4,
  });
  expect(Object.keys(aggregateLines({ seed: 1, length: 100 }))).toHaveLength(17);
});
