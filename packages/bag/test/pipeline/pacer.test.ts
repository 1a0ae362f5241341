import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Pace } from "@holdall/core/task";
import { createPacer } from "../../src/pipeline/pacer.ts";

describe("a pacer in the middle of an element", () => {
  let now = 0;

  beforeEach(() => {
    now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  function createPace(turns: readonly (Promise<void> | undefined)[], patience?: number): Pace {
    const next = turns.values();
    return { stride: 4, patience, due: () => next.next().value };
  }

  it("has the loop go on to the end of the element, and stop there", () => {
    const turn = Promise.resolve();
    const pacer = createPacer(createPace([undefined, turn], 40));
    expect(pacer.waitWithin()).toBeUndefined();
    expect(pacer.isDue).toBe(false);
    now = 20;
    expect(pacer.waitWithin()).toBeUndefined();
    expect(pacer).toMatchObject({ isDue: true, budget: 4 });
    now = 60;
    expect(pacer.waitWithin()).toBeUndefined();
    expect(pacer.wait()).toBe(turn);
    expect(pacer.isDue).toBe(false);
  });

  it("has it stop at once when that takes too long, or nothing is said of how long it may take", () => {
    const turn = Promise.resolve();
    const patient = createPacer(createPace([turn], 40));
    expect(patient.waitWithin()).toBeUndefined();
    now = 41;
    expect(patient.waitWithin()).toBe(turn);
    expect(patient.isDue).toBe(false);
    expect(createPacer(createPace([turn])).waitWithin()).toBe(turn);
  });

  it("lets a turn go that nobody waits for any more, as when the run is aborted meanwhile", async () => {
    const pacer = createPacer(createPace([Promise.reject(new Error("aborted"))], 40));
    expect(pacer.waitWithin()).toBeUndefined();
    // An unhandled rejection would fail the run of the tests.
    await new Promise(setImmediate);
    await expect(pacer.wait()).rejects.toThrow("aborted");
  });
});
