import { expect, test } from "vitest";
import type { OverheadMeasurement } from "../../dist/overhead/measure.js";
import { compareWithTargets } from "../../dist/overhead/targets.js";

function measured(ours: OverheadMeasurement["ours"], poolifier: number): OverheadMeasurement {
  return {
    node: "v20.19.0",
    cores: 2,
    tasks: 20_000,
    workers: 2,
    ours,
    postMessage: 3,
    pools: { piscina: 30, tinypool: 40, workerpool: 50, poolifier },
    dask: undefined,
  };
}

test("says that what is within the limits is met", () => {
  const targets = compareWithTargets(measured({ sync: 0.9, threads: 3.9, processes: 7.9 }, 19.5));
  expect(targets.map(({ isMet }) => isMet)).toEqual([true, true, true, true]);
});

test("says that what is outside of the limits is missed, and measures threads by the best pool", () => {
  const targets = compareWithTargets(measured({ sync: 1, threads: 4, processes: 8 }, 19));
  expect(targets.map(({ isMet }) => isMet)).toEqual([false, false, false, false]);
  expect(targets.at(-1)).toMatchObject({ unit: "times", limit: 5, measured: 4.75 });
});
