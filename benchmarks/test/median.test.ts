import { expect, test } from "vitest";
import { medianOf } from "../src/median.ts";

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])("the median of %j is %d", async (values, median) => {
  const left = [...values];
  expect(await medianOf(values.length, () => left.pop()!)).toBe(median);
});
