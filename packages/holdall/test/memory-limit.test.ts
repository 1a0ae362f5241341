import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  Bag,
  processes,
  registerClass,
  SpillError,
  synchronous,
  type RunOptions,
  type Scheduler,
  type SpillEvent,
} from "holdall";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { onEveryScheduler } from "./on-every-scheduler.js";

class Point {
  readonly x: number;
  readonly text: string;

  constructor(x: number, text: string) {
    this.x = x;
    this.text = text;
  }
}
registerClass(Point);

let temporary: string;

/** The folders of runs, as this file alone has them. */
function foldersOfRuns(): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith("holdall-spill-"));
}

function filesOfRuns(): string[] {
  return foldersOfRuns().flatMap((folder) =>
    readdirSync(path.join(temporary, folder)).map((name) => path.join(temporary, folder, name)),
  );
}

/** The files that tasks have of their own, in the folder of a run. */
function scratchFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith("scratch-"));
  return names.map((name) => path.join(folder, name));
}

/** Options of a run with next to no memory, and what it says of that. */
function withLittleMemory(scheduler: Scheduler, onSpill: (event: SpillEvent) => void = () => undefined) {
  const moved = { written: 0, read: 0 };
  const options: RunOptions = {
    scheduler,
    memoryLimit: "64 KiB",
    optimize: true, // what is written when depends on what tasks there are
    hooks: {
      event(event) {
        if (event.type !== "spill") return;
        moved[event.direction] += event.bytes;
        onSpill(event);
      },
    },
  };
  return { moved, options };
}

const records = Bag.range(1600, { npartitions: 8 }).map((x) => ({
  key: x % 50,
  text: "word ".repeat(24) + x,
}));

beforeAll(() => {
  temporary = mkdtempSync(path.join(tmpdir(), "holdall-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

onEveryScheduler((scheduler) => {
  it("writes results beyond the limit to files, which are gone when the run has ended", async () => {
    const { moved, options } = withLittleMemory(scheduler, () => expect(foldersOfRuns()).toHaveLength(1));
    const groups = records.groupBy("key", { npartitions: 4 });
    const { value, metadata } = await groups.computeWithMetadata(options);
    expect(value).toEqual(await groups.compute({ scheduler: "sync" }));
    expect(moved.written).toBeGreaterThan(150_000);
    expect(moved.read).toBe(moved.written);
    expect(metadata.spilled).toBe(moved.written);
    expect(foldersOfRuns()).toEqual([]);
  });

  it("gives back what it was, to any number of tasks: classes, large views, what all tasks of a layer read", async () => {
    const { moved, options } = withLittleMemory(scheduler);
    const points = records.map(({ key, text }) => new Point(key, text)).sortBy(({ x }) => x);
    const sorted = await points.compute(options);
    expect(sorted).toEqual(await points.compute({ scheduler: "sync" }));
    expect(sorted[0]).toBeInstanceOf(Point);
    expect(moved.read).toBeGreaterThan(0);
    const views = Bag.range(8).map((x) => ({ x, view: new Float64Array(4096).fill(x) }));
    const doubled = views.zip(views.map(({ view }) => view.slice(0, 1))).map(([{ x, view }, [y]]) => {
      view[0]! += 1; // which is seen by this task alone
      return [x, view[0], view[4095], y];
    });
    expect(await doubled.compute({ ...options, optimize: false })).toEqual(
      Array.from({ length: 8 }, (_, x) => [x, x + 1, x, x]),
    );
    const texts = records.repartition({ npartitions: 1 });
    const matches = Bag.range(16, { npartitions: 4 })
      .join(texts, { onSelf: (x) => x, onOther: "key" })
      .count();
    expect(await matches.compute(options)).toBe(16 * 32);
    expect(foldersOfRuns()).toEqual([]);
  });

  it("removes files when a task fails, the signal fires, or the reader leaves", async () => {
    const { options } = withLittleMemory(scheduler, () => {
      if (isToStop) controller.abort();
    });
    const controller = new AbortController();
    let isToStop = false;
    const groups = records.groupBy("key", { npartitions: 4 });
    const failing = groups.map(([key]) => {
      if (key === 49) throw new Error("this is to fail");
      return key;
    });
    await expect(failing.compute(options)).rejects.toThrow("this is to fail");
    expect(foldersOfRuns()).toEqual([]);
    let elements = 0;
    for await (const _ of groups.iterate(options)) if (++elements === 3) break;
    expect([elements, foldersOfRuns()]).toEqual([3, []]);
    const iterables = records.groupBy("key", { npartitions: 4, as: "iterable" });
    const broken = iterables.map(([key, all]) => {
      for (const { text } of all) if (key === 49) throw new Error(`${text.length} letters are to fail`);
    });
    await expect(broken.compute(options)).rejects.toThrow("letters are to fail");
    expect(foldersOfRuns()).toEqual([]);
    isToStop = true;
    await expect(groups.compute({ ...options, signal: controller.signal })).rejects.toThrow("aborted");
    expect(foldersOfRuns()).toEqual([]);
    const later = new AbortController();
    const stopped = withLittleMemory(scheduler, ({ direction }) => {
      if (direction === "read") later.abort();
    });
    const lengths = iterables.map(([, all]) => [...all].length);
    await expect(lengths.compute({ ...stopped.options, signal: later.signal })).rejects.toThrow("aborted");
    expect(foldersOfRuns()).toEqual([]);
  });

  it("says what is wrong with a file that was changed, or is not there any more", async () => {
    for (const damage of [
      (file: string) => truncateSync(file, 100),
      (file: string) => writeFileSync(file, Buffer.alloc(statSync(file).size, "x")),
      (file: string) => rmSync(file),
    ]) {
      const { options } = withLittleMemory(scheduler, ({ direction }) => {
        if (direction === "read") filesOfRuns().forEach(damage);
      });
      const grouped = records.groupBy("key", { npartitions: 4 }).count();
      const error = await grouped.compute({ ...options, retries: 2 }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SpillError);
      expect((error as Error).message).toMatch(
        /^Results that were written to the temporary file ".*" could not be read again: /,
      );
      expect(foldersOfRuns()).toEqual([]);
    }
  });

  it("has groups as iterables in files too, which go with their task", async () => {
    const { moved, options } = withLittleMemory(scheduler);
    const counted = (group: Iterable<{ readonly text: string }>): number => {
      let length = 0;
      for (const { text } of group) length += text.length;
      return length;
    };
    const expected = await records
      .groupBy("key", { npartitions: 2 })
      .map(([key, all]) => [key, all[0]!.text, counted(all), counted(all)])
      .compute({ scheduler: "sync" });
    const groups = records.groupBy("key", { npartitions: 2, as: "iterable" });
    const read = groups.map(([key, all]) => {
      const [first] = all; // ends before the others
      return [key, first!.text, counted(all), counted(all)];
    });
    const { value, metadata } = await read.computeWithMetadata(options);
    expect(value).toEqual(expected);
    expect(moved.written).toBeGreaterThan(350_000); // nearly as much again as is written before it is grouped
    expect(moved.read).toBeGreaterThanOrEqual(moved.written);
    expect(metadata.spilled).toBe(moved.written);
    const left = groups.map(() =>
      readdirSync(temporary).flatMap((name) => scratchFiles(path.join(temporary, name))),
    );
    expect((await left.compute(options)).every((names) => names.length > 0)).toBe(true);
    expect(foldersOfRuns()).toEqual([]);
  });

  it("says what is wrong with the files of groups, even to functions that make nothing of it", async () => {
    for (const damage of [truncateSync, rmSync]) {
      const { options } = withLittleMemory(scheduler);
      const failing = records.groupBy("key", { npartitions: 1, as: "iterable" }).map(([, all]) => {
        for (const name of readdirSync(temporary))
          for (const file of scratchFiles(path.join(temporary, name))) damage(file);
        try {
          return [...all].length;
        } catch {
          return 0;
        }
      });
      const error = await failing.compute({ ...options, retries: 2 }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SpillError);
      expect((error as Error).message).toMatch(
        /^Results that were written to the temporary file ".*scratch-.*" could not be read again: /,
      );
      expect(foldersOfRuns()).toEqual([]);
    }
  });

  it("says so when there can be no files", async () => {
    const { options } = withLittleMemory(scheduler);
    const nowhere = path.join(temporary, "nowhere");
    vi.stubEnv("TMPDIR", nowhere);
    try {
      const error = await records
        .groupBy("key")
        .compute(options)
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SpillError);
      expect(error).toMatchObject({ code: "HOLDALL_SPILL_FAILED", path: nowhere });
      expect((error as Error).message).toContain("could not be written to");
    } finally {
      vi.stubEnv("TMPDIR", temporary);
    }
  });
});

describe("memoryLimit", () => {
  it("keeps in memory what there is room for, and what only the caller gets", async () => {
    const moved: number[] = [];
    const hooks = {
      event: ({ type }: { readonly type: string }) => void (type === "spill" && moved.push(1)),
    };
    await records.groupBy("key").compute({ scheduler: "sync", memoryLimit: Infinity, hooks });
    await records.groupBy("key").compute({ scheduler: "sync", hooks });
    await records.compute({ scheduler: "sync", memoryLimit: 1, hooks });
    expect(moved).toEqual([]);
  });

  it("holds for computeSync, and leaves in memory what a file cannot hold", () => {
    const { moved, options } = withLittleMemory(synchronous());
    const { hooks, memoryLimit, optimize } = options;
    const functions = records.map(({ key, text }) => ({ key, text, call: () => key }));
    const counts = functions.groupBy("key", { npartitions: 2 }).map(([key, all]) => all[0]!.call() === key);
    expect(counts.computeSync({ hooks, memoryLimit, optimize })).toEqual(new Array(50).fill(true));
    class OwnError extends Error {}
    const errors = records.map(({ key, text }) => ({ key, error: new OwnError(text) }));
    const areOwn = errors
      .groupBy("key")
      .map(([, all]) => all.every(({ error }) => Object.getPrototypeOf(error) === OwnError.prototype));
    expect(areOwn.computeSync({ hooks, memoryLimit, optimize })).toEqual(new Array(50).fill(true));
    expect(moved).toEqual({ written: 0, read: 0 });
    const kept = records.map(({ key, text }) => ({ key, error: new RangeError(text, { cause: key }) }));
    const causes = kept.groupBy("key", { npartitions: 2 }).map(([key, all]) => all[0]!.error.cause === key);
    expect(causes.computeSync({ hooks, memoryLimit, optimize })).toEqual(new Array(50).fill(true));
    expect(moved.written).toBeGreaterThan(0);
    expect(records.groupBy("key").count().computeSync({ hooks, memoryLimit, optimize })).toBe(50);
    expect(moved.written).toBeGreaterThan(200_000);
  });

  it("lets a group be larger than the heap of the worker that goes through it", async () => {
    const texts = Bag.range(24).flatMap((part) =>
      Array.from({ length: 2048 }, (_, i) => `${part}:${i}`.padEnd(1024, "text ")),
    );
    const sizes = texts
      .groupBy(() => "all of 48 MiB", { as: "iterable" })
      .map(([key, group]) => {
        let size = 0;
        for (const text of group) size += text.length;
        return [key, size];
      });
    process.execArgv.push("--max-old-space-size=40");
    try {
      await using pool = processes({ workers: 1 });
      const options = { scheduler: pool, memoryLimit: "4 MiB", optimize: true };
      expect(await sizes.compute(options)).toEqual([["all of 48 MiB", 48 * 2 ** 20]]);
    } finally {
      process.execArgv.pop();
    }
  });

  it("leaves no files of a run within a task whose worker is ended", async () => {
    const script = fileURLToPath(new URL("fixtures/run-within-task.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 20_000 });
    expect(JSON.parse(stdout)).toEqual([
      ["threads", "AbortError", 0],
      ["processes", "AbortError", 0],
    ]);
  });

  it("is taken from the environment", async () => {
    vi.stubEnv("HOLDALL_MEMORY_LIMIT", "10 KB");
    const { metadata } = await records.groupBy("key").count().computeWithMetadata({ scheduler: "sync" });
    expect(metadata.spilled).toBeGreaterThan(200_000);
    vi.stubEnv("HOLDALL_MEMORY_LIMIT", "Infinity");
    expect(await records.groupBy("key").count().compute({ scheduler: "sync" })).toBe(50);
    vi.stubEnv("HOLDALL_MEMORY_LIMIT", "plenty");
    await expect(records.compute()).rejects.toThrow(
      'Expected the environment variable HOLDALL_MEMORY_LIMIT to be a number of bytes or a text such as "2 GiB" or "500MB", from 1 byte up, got "plenty".',
    );
    vi.stubEnv("HOLDALL_MEMORY_LIMIT", undefined);
  });
});
