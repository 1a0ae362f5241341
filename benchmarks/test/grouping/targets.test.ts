import { expect, test } from "vitest";
import type { GroupingMeasurement, OperationTimings } from "../../dist/grouping/measure.js";
import { compareWithTargets } from "../../dist/grouping/targets.js";

function measured(sync: number, threads: number): GroupingMeasurement {
  const timings: OperationTimings = {
    loop: 10,
    sync,
    threads,
    "sync, default partitions": 1,
    "threads, default partitions": 1,
  };
  return {
    node: "v20.19.0",
    cores: 2,
    numbers: 1_000_000,
    partitions: 8,
    defaultPartitions: 10_000,
    workers: 2,
    operations: { groupBy: timings, foldBy: timings, frequencies: timings, distinct: timings, join: timings },
    dask: undefined,
  };
}

test("says that what is within the limits is met", () => {
  expect(compareWithTargets(measured(20, 20)).every(({ isMet }) => isMet)).toBe(true);
});

test("says that what is outside of the limits is missed, and by how much", () => {
  const targets = compareWithTargets(measured(31, 32));
  expect(targets.every(({ isMet }) => !isMet)).toBe(true);
  expect(targets[0]).toEqual({
    name: "groupBy, sync: the loop",
    unit: "times as long",
    limit: 3,
    measured: 3.1,
    isMet: false,
  });
});
