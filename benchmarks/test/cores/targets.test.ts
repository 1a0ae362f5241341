import { expect, test } from "vitest";
import type { CoresMeasurement } from "../../dist/cores/measure.js";
import { compareWithTargets } from "../../dist/cores/targets.js";

function measured(twoWorkers: number, piscina: number): CoresMeasurement {
  const timings = {
    loop: 1_900,
    "threads, 1 worker": 1_900,
    "threads, 2 workers": twoWorkers,
    "processes, 2 workers": twoWorkers,
    piscina,
  };
  return {
    node: "v20.19.0",
    cores: 2,
    chunks: 64,
    work: { "SHA-256 chains": timings, "JSON lines": timings },
  };
}

test("says that what is within the limits is met", () => {
  const targets = compareWithTargets(measured(1_000, 971));
  expect(targets.map(({ isMet }) => isMet)).toEqual(Array(8).fill(true));
});

test("says that what is outside of the limits is missed", () => {
  const targets = compareWithTargets(measured(1_001, 971));
  expect(targets.map(({ isMet }) => isMet)).toEqual(Array(8).fill(false));
});
