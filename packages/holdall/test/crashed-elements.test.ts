import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Bag, processes, threads, type TaskCrashedError, type WorkerDiedError } from "holdall";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";

/** Counts calls in workers, of which the next moment may be the last: in files. */
function openTally(): { readonly mark: (what: number) => number; readonly count: (what: number) => number } {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const count = (what: number): number =>
    readdirSync(folder).filter((name) => name.startsWith(`${what}.`)).length;
  return {
    count,
    mark(what) {
      writeFileSync(path.join(folder, `${what}.${count(what)}`), "");
      return count(what);
    },
  };
}

const traceFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("holdall-trace-"));

describe("elements that end their worker", () => {
  const pool = threads({ workers: 1 });
  afterAll(() => pool.close());
  const run = { scheduler: pool };
  const bag = Bag.range(20, { npartitions: 1 });
  const fatal = (x: number): number => (x === 7 ? process.exit(3) : x);
  const others = Array.from({ length: 20 }, (_, x) => x).filter((x) => x !== 7);

  it("are left out, and counted", async () => {
    const before = traceFolders();
    const { value, metadata } = await bag
      .filter((x) => x !== 3)
      .map(fatal, { onError: "skip" })
      .map((x) => x + 1)
      .computeWithMetadata(run);
    expect(value).toEqual(others.filter((x) => x !== 3).map((x) => x + 1));
    expect(metadata.skipped).toEqual([{ operation: "map", count: 1 }]);
    expect(traceFolders()).toEqual(before);
  });

  it("have something in their place, made of how their worker died", async () => {
    const replaced = bag.map(async (x) => fatal(await Promise.resolve(x)), {
      concurrency: 4,
      onError: (error, element, { index }) => {
        const { name, operation, partition, crashes, cause } = error as TaskCrashedError;
        const { exitCode } = cause as WorkerDiedError;
        return {
          name,
          operation,
          partition,
          at: (error as TaskCrashedError).index,
          crashes,
          exitCode,
          element,
          index,
        };
      },
    });
    const values = await replaced.compute(run);
    const place = { name: "TaskCrashedError", operation: "map", partition: 0, crashes: 2, exitCode: 3 };
    expect(values.filter((value) => typeof value === "object")).toEqual([
      { ...place, at: 7, element: 7, index: 7 },
    ]);
    expect(values.filter((value) => typeof value === "number")).toEqual(others);
  });

  it("are told apart by mapSettled, and by operations behind each other", async () => {
    const settled = bag
      .filter((x) => (x === 12 ? process.exit(1) : x > 5), { onError: "skip" })
      .mapSettled(fatal);
    const values = await settled.compute(run);
    expect(values.map(({ status }) => status === "fulfilled")).toEqual(
      Array.from({ length: 20 }, (_, x) => x)
        .filter((x) => x > 5 && x !== 12)
        .map((x) => x !== 7),
    );
    const reasons = values.flatMap((value) => (value.status === "rejected" ? [value.reason as unknown] : []));
    expect(reasons).toMatchObject([{ name: "TaskCrashedError", operation: "mapSettled", index: 1 }]);
  });

  it("are not called again, and neither is what was done long before them", async () => {
    const { mark, count } = openTally();
    const slow = bag.map(
      (x) => {
        mark(x);
        if (x === 5) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
        return x === 17 ? process.exit() : fatal(x);
      },
      { onError: "skip" },
    );
    expect(await slow.compute(run)).toEqual(others.filter((x) => x !== 17));
    // Of the first death nothing is known; two more, in the same call, are proof.
    expect([7, 17].map(count)).toEqual([3, 2]);
    expect(count(2)).toBe(2);
  });

  it("are not blamed for what ended their worker but once", async () => {
    const { mark } = openTally();
    const unlucky = bag.map((x) => (x === 7 && mark(x) < 3 ? process.exit(1) : x), { onError: "skip" });
    expect(await unlucky.compute(run)).toEqual(Array.from({ length: 20 }, (_, x) => x));
  });

  it("leave the partition to onError where the function is given all of it", async () => {
    const whole = Bag.range(20, { npartitions: 2 }).mapPartitions((list: number[]) => list.map(fatal), {
      onError: (error, list) => [(error as Error).name, list.length],
    });
    const kept = Array.from({ length: 10 }, (_, i) => 10 + i);
    expect(await whole.compute(run)).toEqual(["TaskCrashedError", 10, ...kept]);
  });

  it("fail the run where nothing is said of errors", async () => {
    const error = await bag
      .map(fatal)
      .compute({ ...run, maxCrashes: 2 })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "TaskCrashedError", crashes: 2, index: undefined });
  });
});

it("leaves out, in processes, elements on which native code crashes", async () => {
  await using pool = processes({ workers: 1 });
  const crash = (x: number): number => {
    if (x === 2) process.kill(process.pid, "SIGSEGV");
    return x;
  };
  const { value, metadata } = await Bag.range(5, { npartitions: 1 })
    .map(crash, { onError: "skip" })
    .computeWithMetadata({ scheduler: pool });
  expect(value).toEqual([0, 1, 3, 4]);
  expect(metadata.skipped).toEqual([{ operation: "map", count: 1 }]);
});
