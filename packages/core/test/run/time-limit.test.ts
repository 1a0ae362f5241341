import { asynchronous, delayed, synchronous } from "@holdall/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each([
  ["sync", synchronous],
  ["async", asynchronous],
] as const)("a timeout of an hour, on %s", (_, create) => {
  it("leaves no timer of a run that is aborted, which would keep the process alive", async () => {
    const controller = new AbortController();
    const wait = delayed(() => {
      setImmediate(() => controller.abort());
      return new Promise<never>(() => undefined);
    });
    const run = wait().compute({ scheduler: create(), timeout: 3_600_000, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no timer of a task that has ended in time", async () => {
    const later = delayed(() => Promise.resolve(5));
    expect(await later().compute({ scheduler: create(), timeout: 3_600_000 })).toBe(5);
    expect(vi.getTimerCount()).toBe(0);
  });
});
