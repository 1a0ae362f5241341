// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import { measureOverhead } from "../../dist/overhead/measure.js";
import { formatMeasurement } from "../../dist/overhead/table.js";

test("measures every row on the same tasks, and writes them", async () => {
  const steps: string[] = [];
  const measurement = await measureOverhead((step) => steps.push(step), { tasks: 12, rounds: 1 });
  const { ours, postMessage, pools } = measurement;
  const rows = { ...ours, postMessage, ...pools };
  expect(Object.values(rows).filter((perTask) => perTask > 0)).toHaveLength(8);
  expect(steps).toHaveLength(2);
  const table = formatMeasurement(measurement);
  for (const name of ["sync", "threads", "processes", "by hand", ...Object.keys(pools), "dask.bag"]) {
    expect(table).toContain(name);
  }
});
