// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import { measureScale } from "../../dist/scale/measure.js";
import { formatMeasurement } from "../../dist/scale/table.js";

test("measures each size in processes of its own, and writes them", async () => {
  const measurement = await measureScale(() => {}, { partitions: [1, 300], processes: 2 });
  expect(measurement.rows.map(({ partitions }) => partitions)).toEqual([1, 300]);
  for (const { ms, peak, before } of measurement.rows) {
    expect(ms).toBeGreaterThan(0);
    expect(peak).toBeGreaterThanOrEqual(before);
  }
  expect(formatMeasurement(measurement)).toMatch(/^300 /m);
});
