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

  it.each([
    ["fast, but never lets more than 32 pass", 0.03, [2, 4, 8, 16, 32, 32, 32, 32, 32, 32, 32, 32]],
    ["next to nothing, up to 1024", 0.001, [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024]],
  ])("looks less often where elements are %s", (_name, elapsed, expected) => {
    const pace = createPace(() => false);
    const strides = expected.map(() => {
      now += elapsed;
      void pace.due();
      return pace.stride;
    });
    expect(strides).toEqual(expected);
  });

  it("looks at 32 elements at a time again when they have become slower", () => {
    const pace = createPace(() => false);
    for (let i = 0; i < 12; i++) void pace.due();
    now += 0.5;
    void pace.due();
    expect(pace.stride).toBe(32);
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
    for (let i = 0; i < 10; i++) void pace.turnIfDue(now);
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
    expect(() => pace.turnIfDue(now)).toThrow(expect.objectContaining({ name: "AbortError" }) as Error);
  });
});
