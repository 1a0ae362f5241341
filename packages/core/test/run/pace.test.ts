import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPace } from "../../src/run/pace.ts";

describe("pace", () => {
  let now = 0;

  beforeEach(() => {
    now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("looks less often where elements are fast, but never lets more than 32 pass", () => {
    const pace = createPace(() => false);
    const strides = Array.from({ length: 8 }, () => {
      now += 0.001;
      void pace.due();
      return pace.stride;
    });
    expect(strides).toEqual([2, 4, 8, 16, 32, 32, 32, 32]);
  });

  it("looks at every element again as soon as they are slow", () => {
    const pace = createPace(() => false);
    void pace.due();
    void pace.due();
    now += 5;
    void pace.due();
    expect(pace.stride).toBe(1);
  });

  it("is not misled by looks between tasks", () => {
    const pace = createPace(() => false);
    for (let i = 0; i < 10; i++) void pace.turnIfDue();
    expect(pace.stride).toBe(1);
  });

  it("lets the event loop turn every 20 ms", async () => {
    const pace = createPace(() => false);
    now = 19;
    expect(pace.due()).toBeUndefined();
    now = 21;
    const turn = pace.due();
    expect(turn).toBeInstanceOf(Promise);
    await turn;
    expect(pace.due()).toBeUndefined();
  });

  it("throws once the run has ended", () => {
    const pace = createPace(() => true);
    expect(() => pace.due()).toThrow(expect.objectContaining({ name: "AbortError" }) as Error);
    expect(() => pace.turnIfDue()).toThrow(expect.objectContaining({ name: "AbortError" }) as Error);
  });
});
