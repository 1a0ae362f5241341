import { expect, test } from "vitest";
import { compareWithTargets } from "../../src/fusion/targets.ts";

function measured(holdall: number) {
  const way = { cold: 10, hand: 1 };
  return {
    node: "v20.19.0",
    numbers: 1_000_000,
    ways: [
      { ...way, name: "holdall, array", warm: holdall },
      { ...way, name: "array methods", warm: 15 },
    ],
  };
}

test("says that what is within the limits is met", () => {
  expect(compareWithTargets(measured(1.5)).map(({ isMet }) => isMet)).toEqual([true, true, true]);
});

test("says what is missed, and by how much", () => {
  expect(compareWithTargets(measured(3)).filter(({ isMet }) => !isMet)).toEqual([
    {
      name: "holdall, array: a loop by hand times 1.5",
      unit: "times",
      limit: 1,
      measured: 0.5,
      isMet: false,
    },
    { name: "holdall, array: array methods", unit: "times", limit: 10, measured: 5, isMet: false },
  ]);
});
