import { expect, test } from "vitest";
import type { ScaleMeasurement } from "../../dist/scale/measure.js";
import { compareWithTargets } from "../../dist/scale/targets.js";

const MB = 2 ** 20;

function measured(many: [ms: number, MB: number], million: [ms: number, MB: number]): ScaleMeasurement {
  const rows = [
    { partitions: 200_000, ms: many[0], peak: many[1] * MB, before: 0 },
    { partitions: 1_000_000, ms: million[0], peak: million[1] * MB, before: 0 },
  ];
  return { node: "v20.19.0", cores: 2, rows };
}

test("says that what is within the limits is met", () => {
  const targets = compareWithTargets(measured([999, 299], [7_492, 599]));
  expect(targets.map(({ isMet }) => isMet)).toEqual([true, true, true, true]);
});

test("says that what is outside of the limits is missed", () => {
  const targets = compareWithTargets(measured([1_000, 300], [7_501, 600]));
  expect(targets.map(({ isMet }) => isMet)).toEqual([false, false, false, false]);
});

test("does without no size that something is promised of", () => {
  const { rows, ...machine } = measured([1, 1], [1, 1]);
  expect(() => compareWithTargets({ ...machine, rows: rows.slice(0, 1) })).toThrow(
    "1000000 partitions have not been measured",
  );
});
