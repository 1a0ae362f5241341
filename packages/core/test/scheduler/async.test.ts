import { asynchronous, compute, delayed, InvalidArgumentError } from "@holdall/core";
import { describe, expect, it } from "vitest";

describe("asynchronous", () => {
  it("has as many tasks under way at once as it was told, and no more", async () => {
    let running = 0;
    let most = 0;
    const step = delayed(async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
    });
    await compute(
      Array.from({ length: 20 }, () => step()),
      { scheduler: asynchronous({ workers: 3 }) },
    );
    expect(most).toBe(3);
  });

  it("refuses a number of workers that is none", () => {
    expect(() => asynchronous({ workers: -1 })).toThrow(InvalidArgumentError);
    expect(() => asynchronous({ workers: -1 })).toThrow(
      "Expected `workers` to be a whole number from 1 up, got -1.",
    );
  });
});
