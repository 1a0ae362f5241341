import { expect, test } from "vitest";
import { createSamples } from "../../src/closures/sample.ts";
import { timeCaptures } from "../../src/closures/time-captures.ts";

test("times every way for closures that come back as they were", async () => {
  const timings = await timeCaptures(createSamples(3));
  expect(Object.values(timings).every((ms) => ms > 0)).toBe(true);
});

test("refuses to time closures that come back as something else", async () => {
  let calls = 0; // the original counts all calls, each copy its own
  const counting = { ...createSamples(1)[0]!, fn: (x: number) => x + calls++ };
  await expect(timeCaptures([counting, counting])).rejects.toThrow("A revived function does not give");
});
