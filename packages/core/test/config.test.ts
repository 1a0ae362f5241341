import {
  delayed,
  InvalidArgumentError,
  resolvePasses,
  setConfig,
  UnknownSchedulerError,
  withConfig,
  type RunOptions,
} from "@holdall/core";
import { afterEach, describe, expect, it, vi } from "vitest";

const one = delayed(() => 1)();

/** The scheduler that a run used. */
async function schedulerOf(options: RunOptions = {}): Promise<string> {
  let name = "";
  await one.compute({ ...options, hooks: { start: ({ run }) => void (name = run.scheduler) } });
  return name;
}

describe("configuration", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    setConfig({ scheduler: undefined, optimize: undefined });
  });

  it("takes an option before withConfig before setConfig before the environment", async () => {
    vi.stubEnv("HOLDALL_SCHEDULER", "async");
    expect(await schedulerOf()).toBe("async");
    setConfig({ scheduler: "sync" });
    expect(await schedulerOf()).toBe("sync");
    expect(await withConfig({ scheduler: "async" }, () => schedulerOf())).toBe("async");
    expect(await withConfig({ scheduler: "async" }, () => schedulerOf({ scheduler: "sync" }))).toBe("sync");
    expect(await schedulerOf()).toBe("sync");
  });

  it("keeps the scope of withConfig across awaits, and nests it", async () => {
    await withConfig({ scheduler: "async" }, async () => {
      await Promise.resolve();
      expect(await schedulerOf()).toBe("async");
      await withConfig({ workers: 2 }, async () => expect(await schedulerOf()).toBe("async"));
      expect(await withConfig({ scheduler: "sync" }, () => schedulerOf())).toBe("sync");
    });
  });

  it("takes an option given as undefined as not given", async () => {
    expect(await withConfig({ scheduler: "sync" }, () => schedulerOf({ scheduler: undefined }))).toBe("sync");
  });

  it("takes a setting back that is set to undefined, and no other", async () => {
    vi.stubEnv("HOLDALL_SCHEDULER", "async");
    setConfig({ scheduler: "sync", optimize: false });
    setConfig({ scheduler: undefined });
    expect(await schedulerOf()).toBe("async");
    expect(resolvePasses(undefined, "here()").fuse).toBe(false);
    setConfig({ optimize: undefined });
    expect(resolvePasses(undefined, "here()").fuse).toBe(true);
    vi.stubEnv("HOLDALL_SCHEDULER", undefined);
    await expect(schedulerOf()).rejects.toThrow('"threads"');
  });

  it("takes what is undefined for withConfig as it is outside", async () => {
    setConfig({ scheduler: "sync" });
    expect(await withConfig({ scheduler: undefined }, () => schedulerOf())).toBe("sync");
    const nested = withConfig({ scheduler: "async" }, () =>
      withConfig({ scheduler: undefined }, () => schedulerOf()),
    );
    expect(await nested).toBe("async");
  });

  it.each([
    [{ sheduler: "sync" }, "Unknown option `sheduler`. Did you mean `scheduler`?"],
    [{ scheduler: 3 }, "Expected `scheduler` to be the name of a scheduler or a scheduler object, got 3."],
    [{ workers: 1.5 }, "Expected `workers` to be a whole number from 1 up, got 1.5."],
    [{ hooks: { pretask: 1 } }, "Expected `hooks.pretask` to be a function, got 1."],
    [
      { memoryLimit: "plenty" },
      'Expected `memoryLimit` to be a number of bytes or a text such as "2 GiB" or "500MB", from 1 byte up, got "plenty".',
    ],
    [{ memoryLimit: 0 }, "Expected `memoryLimit` to be"],
    [
      { optimize: "yes" },
      'Expected `optimize` to be true, false, or an object of recutSources, pushTakeDown, pushThroughConcat, project, fuse, compile, each true or false, got "yes".',
    ],
    [{ optimize: { fuse: 1 } }, "Expected `optimize.fuse` to be true or false, got 1."],
    [{ optimize: { compil: false } }, "Unknown option `optimize.compil`. Did you mean `optimize.compile`?"],
  ])("refuses %j", async (options, message) => {
    expect(() => setConfig(options as never)).toThrow(InvalidArgumentError);
    expect(() => withConfig(options as never, () => undefined)).toThrow(message);
    await expect(one.compute(options as never)).rejects.toThrow(message);
  });

  it("refuses workers beside a scheduler object, which has its own", async () => {
    const scheduler = { name: "mine", run: () => Promise.resolve([1]), stream: () => expect.unreachable() };
    await expect(one.compute({ scheduler: scheduler as never, workers: 2 })).rejects.toThrow(
      "`workers` is for",
    );
  });

  it("says which schedulers exist, and which package to add", async () => {
    await expect(one.compute({ scheduler: "threads" })).rejects.toThrow(UnknownSchedulerError);
    await expect(one.compute({ scheduler: "threads" })).rejects.toThrow("@holdall/scheduler-threads");
    await expect(one.compute({ scheduler: "fast" })).rejects.toThrow('Known here: "sync", "async", "auto".');
  });

  it("names the environment variable that is wrong", async () => {
    vi.stubEnv("HOLDALL_WORKERS", "many");
    await expect(one.compute()).rejects.toThrow("HOLDALL_WORKERS");
    vi.stubEnv("HOLDALL_WORKERS", undefined);
    vi.stubEnv("HOLDALL_OPTIMIZE", "no");
    await expect(one.compute()).rejects.toThrow(
      'Expected the environment variable HOLDALL_OPTIMIZE to be "true" or "false", got "no".',
    );
    vi.stubEnv("HOLDALL_OPTIMIZE", undefined);
    vi.stubEnv("HOLDALL_PROGRESS", "1");
    await expect(one.compute()).rejects.toThrow("HOLDALL_PROGRESS");
  });

  it.each([
    [{ progress: "yes" }, 'Expected `progress` to be true or false, got "yes".'],
    [{ scheduler: "sync", progress: true }, "Add the package @holdall/diagnostics and import it"],
    [{ timeout: 0 }, "Expected `timeout` to be a number of milliseconds above 0 and up to 2147483647"],
    [{ timeout: 2 ** 31 }, "which are 24 days, got 2147483648."],
    [{ retries: 1.5 }, "Expected `retries` to be a whole number from 0 up, got 1.5."],
    [{ retryOn: "503" }, 'Expected `retryOn` to be a function, got "503".'],
    [{ retryDelay: -1 }, "Expected `retryDelay` to be a number of milliseconds from 0 up, got -1."],
    [{ maxCrashes: 0 }, "Expected `maxCrashes` to be a whole number from 1 up, got 0."],
  ])("refuses what says nothing about failures: %o", async (options, message) => {
    await expect(delayed(() => 1)().compute(options as never)).rejects.toThrow(message);
  });
});
