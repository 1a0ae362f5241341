import { expect, test } from "vitest";
import type { TransportMeasurement } from "../../dist/transport/measure.js";
import { compareWithTargets } from "../../dist/transport/targets.js";

function measured(holdall: number, copies: number): TransportMeasurement {
  const records = { bytes: 1, ms: { holdall, structuredClone: 200, v8: 1, msgpackr: 1, json: 1 } };
  const others = { bytes: 1, ms: { holdall: 900, structuredClone: 1, v8: 1, msgpackr: 1 } };
  return {
    node: "v20.19.0",
    cores: 2,
    payloads: { records, strings: others, "typed array": others },
    views: { count: 250, data: 1, peak: copies, posted: { copied: 1, moved: 0, received: 1 }, copies },
  };
}

test("says that what is within the limits is met, whatever of the other payloads", () => {
  const targets = compareWithTargets(measured(100, 3));
  expect(targets.map(({ isMet }) => isMet)).toEqual([true, true]);
});

test("says that what is outside of the limits is missed", () => {
  const targets = compareWithTargets(measured(101, 3.01));
  expect(targets.map(({ isMet }) => isMet)).toEqual([false, false]);
});
