// The built files: what they start are files beside them.
import { expect, test } from "vitest";
import { measureTransport } from "../../dist/transport/measure.js";
import { formatMeasurement } from "../../dist/transport/table.js";

test("sends every payload in every way that can hold it, and writes what it took", async () => {
  const size = { records: 10, strings: 10, numbers: 100_000, views: 7, rounds: 1 };
  const measurement = await measureTransport(() => {}, size);
  const { payloads, views } = measurement;
  const all = ["holdall", "structuredClone", "v8", "msgpackr", "json"];
  expect(Object.keys(payloads.records.ms)).toEqual(all);
  expect(Object.keys(payloads.strings.ms)).toEqual(all);
  expect(Object.keys(payloads["typed array"].ms)).toEqual(all.slice(0, 4));
  for (const { ms } of Object.values(payloads)) expect(Math.min(...Object.values(ms))).toBeGreaterThan(0);
  expect(views).toMatchObject({ count: 7, data: 800_000, copies: views.peak / 800_000 });
  expect(views.posted.copied + views.posted.moved).toBeGreaterThanOrEqual(views.data);
  expect(views.posted.received).toBeGreaterThanOrEqual(views.data);
  const table = formatMeasurement(measurement);
  expect(table.match(/holdall, threads/g)).toHaveLength(3);
  expect(table.match(/JSON.* –/g)).toHaveLength(1);
});
