// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import { measureGrouping } from "../../dist/grouping/measure.js";
import { operations } from "../../dist/grouping/operations.js";
import { formatMeasurement } from "../../dist/grouping/table.js";

test("measures every row on the same numbers, and writes them", { timeout: 60_000 }, async () => {
  const steps: string[] = [];
  const measurement = await measureGrouping((step) => steps.push(step), { numbers: 2_000, rounds: 1 });
  const titles = Object.values(operations).map(({ title }) => title);
  expect(Object.keys(measurement.operations)).toEqual(Object.keys(operations));
  const timings = Object.values(measurement.operations).flatMap((ways) => Object.values({ ...ways }));
  expect(timings.filter((ms) => ms > 0)).toHaveLength(5 * titles.length);
  expect(steps).toHaveLength(1 + titles.length);
  const table = formatMeasurement(measurement);
  for (const text of [...titles, "loop", "threads, default partitions", "dask.bag"])
    expect(table).toContain(text);
});
