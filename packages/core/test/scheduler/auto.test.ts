import { automatic, compute, delayed, type Executor } from "@holdall/core";
import { createRecordingExecutor, type RecordingExecutor } from "@holdall/core/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let now = 0;

/** Takes so long, by the clock that everybody looks at. */
function spin(ms: number): void {
  now += ms;
}

beforeEach(() => {
  vi.spyOn(performance, "now").mockImplementation(() => now);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Workers that do nothing by themselves, of which it is known how long they take to start. */
function createWorkers(startupMs: number): RecordingExecutor & Executor {
  const recording = createRecordingExecutor({ concurrency: 2 });
  return Object.defineProperty(recording, "startupMs", { value: startupMs });
}

/** Lets what is waiting on this thread run until something is there. */
async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise(setImmediate);
}

describe("automatic", () => {
  it("does small work on the calling thread, and does not ask for workers", async () => {
    const workers = createWorkers(1000);
    const add = delayed((a: number, b: number) => a + b);
    const sums = Array.from({ length: 100 }, (_, i) => add(i, 1));
    const values = await compute(sums, { scheduler: automatic(workers) });
    expect(values).toEqual([sums.map((_, i) => i + 1)]);
    expect(workers.taken).toEqual([]);
    expect(workers.closed).toBeUndefined();
  });

  it("runs nothing more on the calling thread once a call has taken more than 20 ms", async () => {
    const workers = createWorkers(1e9);
    let calls = 0;
    const slow = delayed(
      () => {
        calls += 1;
        spin(21);
        return calls;
      },
      { name: "slow" },
    );
    const run = compute([slow(), slow(), slow()], { scheduler: automatic(workers) });
    await until(() => workers.taken.length === 2);
    expect(calls).toBe(1);
    for (const key of workers.taken) workers.finish(key, "from a worker");
    expect(await run).toEqual([[1, "from a worker", "from a worker"]]);
  });

  it("brings in workers when what is left is worth it, and goes on itself until they are there", async () => {
    const workers = createWorkers(20);
    const ranHere: number[] = [];
    const step = delayed(
      (i: number) => {
        spin(2);
        ranHere.push(i);
        return i;
      },
      { name: "step" },
    );
    const steps = Array.from({ length: 60 }, (_, i) => step(i));
    const run = compute(steps, { scheduler: automatic(workers) });
    // Two are with the workers, which have not told anything yet.
    await until(() => workers.taken.length === 2 && ranHere.length > 5);
    const count = ranHere.length;
    while (workers.closed === undefined) {
      const { layer, index } = workers.running[0]!.task.steps[0]!;
      workers.finish(`${layer}:${index}`, "from a worker");
      await new Promise(setImmediate);
    }
    const [values] = await run;
    expect(values.filter((value) => typeof value === "number")).toEqual(ranHere);
    expect(ranHere).toHaveLength(count);
    expect(workers.closed).toEqual({ stopped: false });
  });

  it("gives workers the results of the calling thread, and the other way round", async () => {
    const workers = createWorkers(1e9);
    const one = delayed(() => 1, { name: "one" });
    const slow = delayed(
      (x: number) => {
        spin(21);
        return x + 1;
      },
      { name: "slow" },
    );
    const last = delayed((x: number) => x, { name: "last" });
    const run = last(slow(one())).compute({ scheduler: automatic(workers), optimize: false });
    await until(() => workers.running.length === 1);
    expect(workers.running[0]!.inputs).toEqual([2]);
    workers.finish(workers.taken[0]!, 3);
    expect(await run).toBe(3);
  });
});
