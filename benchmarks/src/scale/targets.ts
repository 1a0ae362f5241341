import { atMost, below, type Target } from "../target.ts";
import type { ScaleMeasurement, ScaleRow } from "./measure.ts";

/** Compares what partitions cost with what is promised of them. */
export function compareWithTargets({ rows }: ScaleMeasurement): Target[] {
  const many = findRow(rows, 200_000);
  const million = findRow(rows, 1_000_000);
  return [
    below("ms", "200,000 partitions", 1_000, many.ms),
    below("MB", "200,000 partitions, memory", 300, many.peak / 2 ** 20),
    atMost(
      "times as long",
      "a task of 1,000,000, beside one of 200,000",
      1.5,
      million.ms / million.partitions / (many.ms / many.partitions),
    ),
    below("MB", "1,000,000 partitions, memory", 600, million.peak / 2 ** 20),
  ];
}

function findRow(rows: readonly ScaleRow[], partitions: number): ScaleRow {
  const row = rows.find((candidate) => candidate.partitions === partitions);
  if (row === undefined) throw new Error(`${partitions} partitions have not been measured`);
  return row;
}
