import { expect, test } from "vitest";
import { compareWithTargets } from "../../dist/types/targets.js";

const costs = (...first: number[]) =>
  ["map", "filter", "flatMap"].map((name, i) => ({ name, first: first[i]!, again: 0 }));

test("says that what is within the limits is met", () => {
  const targets = compareWithTargets({
    typescript: "6.0.3",
    bags: costs(40, 80, 299),
    arrays: costs(10, 20, 100),
  });
  expect(targets.map(({ isMet }) => isMet)).toEqual([true, true, true, true]);
});

test("says that what is outside of the limits is missed", () => {
  const targets = compareWithTargets({
    typescript: "6.0.3",
    bags: costs(41, 81, 300),
    arrays: costs(10, 20, 70),
  });
  expect(targets.map(({ isMet }) => isMet)).toEqual([false, false, false, false]);
  expect(targets[0]!.name).toContain("flatMap");
});
