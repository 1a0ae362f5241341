import { expect, test } from "vitest";
import type { ClosuresMeasurement } from "../../src/closures/measure.ts";
import { compareWithTargets } from "../../src/closures/targets.ts";

function measured(ms: number, growth: number, speed: number): ClosuresMeasurement {
  const loop = { before: speed, after: 1, speed };
  return {
    node: "v20.19.0",
    closures: 1_000,
    first: { one: 40, all: ms },
    warm: {
      serialize: ms,
      serializeArray: ms,
      revive: 1,
      reviveArray: 1,
      toText: 1,
      structuredClone: 1,
      v8Serialize: 1,
      v8Deserialize: 1,
    },
    loops: { numbers: loop, properties: loop },
    heap: { captures: 20_000, growth },
  };
}

test("says that what is within the limits is met", () => {
  const targets = compareWithTargets(measured(499, 159_000, 0.96));
  expect(targets.map(({ isMet }) => isMet)).toEqual([true, true, true, true, true, true]);
});

test("says that what is outside of the limits is missed", () => {
  const targets = compareWithTargets(measured(501, 161_000, 0.94));
  expect(targets.map(({ isMet }) => isMet)).toEqual([false, false, false, false, false, false]);
});

test("counts a pointer for each capture as growth of the heap", () => {
  const growth = compareWithTargets(measured(1, 160_000, 1)).filter(({ unit }) => unit === "kB");
  expect(growth).toEqual([
    {
      name: "no growth of the heap over 20000 captures",
      unit: "kB",
      limit: 160,
      measured: 160,
      isMet: false,
    },
  ]);
});
