// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import { measureCores } from "../../dist/cores/measure.js";
import { formatMeasurement } from "../../dist/cores/table.js";

test("does the same chunks of all work in every way, and writes what it took", async () => {
  const length = { "SHA-256 chains": 10, "JSON lines": 10 };
  const measurement = await measureCores(() => {}, { chunks: 10, length, rounds: 1 });
  for (const timings of Object.values(measurement.work)) {
    expect(Object.values(timings).filter((ms) => ms > 0)).toHaveLength(5);
  }
  const table = formatMeasurement(measurement);
  expect(table.match(/processes, 2 workers/g)).toHaveLength(2);
});
