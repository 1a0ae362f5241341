import { expect, test } from "vitest";
import { atLeast, atMost, below, formatTargets } from "../src/target.ts";

test("a limit is met below it, a ratio up to it, a speed from it on", () => {
  expect(below("ms", "start", 150, 149.9).isMet).toBe(true);
  expect(below("ms", "start", 150, 150).isMet).toBe(false);
  expect(atMost("copies", "data", 3, 3).isMet).toBe(true);
  expect(atMost("copies", "data", 3, 3.01).isMet).toBe(false);
  expect(atLeast("speed", 3.85, 3.85).isMet).toBe(true);
  expect(atLeast("speed", 3.85, 3.84).isMet).toBe(false);
});

test("what was not measured is not met", () => {
  expect(below("ms", "start", 150, undefined)).toMatchObject({ measured: NaN, isMet: false });
});

test("writes what was measured beside what is promised, and how many are missed", () => {
  const targets = [
    below("ms", "start", 150, 12.34),
    below("kB", "growth", 160, -0.5),
    atLeast("speed", 3.85, 3.5),
    atMost("times as long", "growth in time", 1.5, 1.25),
  ];
  expect(formatTargets(targets)).toBe(
    [
      "met     start                        12.3 ms    promised: under 150 ms",
      "met     growth                     -0.500 kB    promised: under 160 kB",
      "MISSED  speed             3.50 times as fast   promised: at least 3.85",
      "met     growth in time   1.250 times as long     promised: at most 1.5",
      "1 of 4 targets are missed.",
    ].join("\n"),
  );
  expect(formatTargets(targets.slice(0, 2))).toContain("\nEvery target is met.");
});
