import { delayed, passesOf } from "@holdall/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";

describe("passes", () => {
  it("are all made or none, or all but those that are left out", () => {
    expect(passesOf(true)).toEqual({
      recutSources: true,
      pushTakeDown: true,
      pushThroughConcat: true,
      project: true,
      fuse: true,
      compile: true,
    });
    expect(new Set(Object.values(passesOf(false)))).toEqual(new Set([false]));
    expect(passesOf({ compile: false })).toEqual({ ...passesOf(true), compile: false });
  });

  it("can be left out from the environment", async () => {
    vi.stubEnv("HOLDALL_OPTIMIZE", "false");
    onTestFinished(() => void vi.unstubAllEnvs());
    const add = delayed((a: number, b: number) => a + b);
    const keys: string[] = [];
    const hooks = { pretask: ({ key }: { readonly key: string }) => void keys.push(key) };
    await add(add(1, 2), 3).compute({ scheduler: "sync", hooks });
    expect(keys).toHaveLength(2);
    await add(add(1, 2), 3).compute({ scheduler: "sync", hooks, optimize: true });
    expect(keys).toHaveLength(3);
  });

  it("can be named in the options of a run", async () => {
    const add = delayed((a: number, b: number) => a + b);
    const keys: string[] = [];
    const hooks = { pretask: ({ key }: { readonly key: string }) => void keys.push(key) };
    const sum = add(add(1, 2), 3);
    expect(await sum.compute({ scheduler: "sync", hooks, optimize: { compile: false } })).toBe(6);
    expect(keys).toHaveLength(1);
    expect(await sum.compute({ scheduler: "sync", hooks, optimize: { fuse: false } })).toBe(6);
    expect(keys).toHaveLength(3);
  });
});
