import { expect, test } from "vitest";
import { compareWithTargets } from "../../src/founding/targets.ts";

const measurement = { node: "v20.19.0", cores: 2, workers: 4, cells: 900, chunks: 250, build: 0.1 };

function measured(cold: number, direct: number): Parameters<typeof compareWithTargets>[0]["slow"] {
  const pool = { cold, warm: 2.9 };
  return { direct, on: { sync: { warm: 1 }, async: { warm: 1 }, threads: pool, processes: pool } };
}

test("says that what is within the limits is met", () => {
  const targets = compareWithTargets({
    ...measurement,
    trivial: measured(149, 1),
    slow: measured(1000, 3850),
  });
  expect(targets.map(({ isMet }) => isMet)).toEqual([true, true, true, true, true, true]);
});

test("says what is missed, and by how much", () => {
  const targets = compareWithTargets({
    ...measurement,
    trivial: measured(151, 1),
    slow: measured(1000, 3840),
  });
  expect(targets.filter(({ isMet }) => !isMet)).toEqual([
    { name: "trivial function, threads, cold", unit: "ms", limit: 150, measured: 151, isMet: false },
    { name: "function of 20 ms, threads, cold", unit: "times", limit: 3.85, measured: 3.84, isMet: false },
    { name: "function of 20 ms, processes, cold", unit: "times", limit: 3.85, measured: 3.84, isMet: false },
  ]);
});
