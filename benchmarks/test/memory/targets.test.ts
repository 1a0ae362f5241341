import { expect, test } from "vitest";
import type { MemoryMeasurement } from "../../dist/memory/measure.js";
import { formatMeasurement } from "../../dist/memory/table.js";
import { compareWithTargets } from "../../dist/memory/targets.js";

const [MB, GB] = [1e6, 1e9];

interface Found {
  readonly grouped: number;
  readonly inOne: number;
  readonly left: number;
  readonly streamed: readonly [number, number];
  readonly files: readonly [number, number];
  readonly open: number;
}

function measured({ grouped, inOne, left, streamed, files, open }: Found): MemoryMeasurement {
  const shared = { bytes: 4 * GB, memoryLimit: 512 * MB, spilled: 3 * GB, records: 10, groups: 2, ms: 1 };
  return {
    node: "v20.19.0",
    cores: 2,
    groups: { ...shared, peak: grouped * MB, left },
    oneGroup: { ...shared, groups: 1, peak: inOne * MB, left },
    streamed: [100 * MB, 1 * GB].map((bytes, i) => ({
      bytes,
      bytesWritten: 1,
      ms: 1,
      peak: 300 * MB,
      usual: streamed[i]! * MB,
    })),
    files: [10_000, 100_000].map((count, i) => ({
      files: count,
      lines: count,
      ms: 1,
      peak: 300 * MB,
      usual: files[i]! * MB,
      open,
    })),
  };
}

test("says that what is within the limits is met", () => {
  const found = measured({
    grouped: 1199,
    inOne: 1499,
    left: 0,
    streamed: [200, 220],
    files: [100, 150],
    open: 64,
  });
  expect(compareWithTargets(found).map(({ isMet }) => isMet)).toEqual(new Array(6).fill(true));
  expect(formatMeasurement(found)).toMatch(
    /^groupBy of 4000 MB in 512 MB .* 1199 .* 3000 MB in temporary files\none group of 4000 MB in 512 MB .* 1499 .*$/m,
  );
});

test("says that what is outside of the limits is missed", () => {
  const found = measured({
    grouped: 1200,
    inOne: 1500,
    left: 1,
    streamed: [200, 221],
    files: [100, 151],
    open: 65,
  });
  expect(compareWithTargets(found).map(({ isMet }) => isMet)).toEqual(new Array(6).fill(false));
});
