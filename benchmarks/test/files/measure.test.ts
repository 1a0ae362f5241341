// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import { measureFiles } from "../../dist/files/measure.js";
import { formatMeasurement } from "../../dist/files/table.js";

test("comes to the same in every way, and writes what it took", async () => {
  const fields = { group: "category", amount: "amount" };
  const measurement = await measureFiles(() => {}, { megabytes: 1, rounds: 1, fields, isBesideDask: false });
  expect(measurement.bytes.lines).toBeGreaterThanOrEqual(2 ** 20);
  expect(formatMeasurement(measurement)).toMatch(/^ {2}by hand +\d/m);
}, 60_000);
