import { delayed, type TaskCrashedError } from "@holdall/core";
import { processes, type ProcessesOptions } from "@holdall/scheduler-processes";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { WorkerDiedError } from "@holdall/worker-pool";
import { poolContract } from "../../worker-pool/test/pool-contract.js";

poolContract("processes", processes);

function open(options: ProcessesOptions = {}): ReturnType<typeof processes> {
  const pool = processes({ workers: 1, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

describe("processes: what a dead one wrote to its standard error", () => {
  const crash = async (fn: () => unknown): Promise<WorkerDiedError> => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    const error: unknown = await delayed(fn)()
      .compute({ scheduler: open(), maxCrashes: 1 })
      .catch((reason: unknown) => reason);
    const cause = (error as TaskCrashedError).cause as WorkerDiedError;
    const passed = write.mock.calls.map(([chunk]) => chunk.toString()).join("");
    expect(passed).toContain(cause.stderr);
    return cause;
  };

  it("is passed on, and its last lines are kept", async () => {
    const { stderr, message } = await crash(() => {
      for (let i = 1; i <= 100; i++) process.stderr.write(`line ${i}\n`);
      process.exit(3);
    });
    expect(stderr.split("\n")).toEqual(Array.from({ length: 50 }, (_, i) => `line ${51 + i}`));
    expect(message).toMatch(/died \(exit code 3\) while it ran \S+, and last wrote "line 100"$/);
  });

  it("says that V8 was out of memory", async () => {
    const option = "--max-old-space-size=32"; // which workers are given too
    process.execArgv.push(option);
    onTestFinished(() => void process.execArgv.splice(process.execArgv.indexOf(option), 1));
    const { stderr, message, signal } = await crash(() => {
      const list: unknown[] = [];
      for (;;) list.push(new Array(1000).fill(0.5));
    });
    expect(signal).toBe("SIGABRT");
    expect(stderr).toMatch(/FATAL ERROR: .*heap out of memory/);
    expect(message).toMatch(/last wrote "FATAL ERROR: .*heap out of memory"$/);
  });

  it("is not needed where an error that nobody caught has ended it", async () => {
    const { message, cause } = await crash(async () => {
      void Promise.reject(Object.assign(new RangeError("nobody awaits it"), { detail: 7 }));
      await new Promise(() => setInterval(() => undefined, 1000));
    });
    expect(message).toMatch(/: RangeError: nobody awaits it$/);
    expect(cause).toBeInstanceOf(RangeError);
    expect(cause).toMatchObject({ detail: 7 });
  });
});

describe("processes: signals to workers", () => {
  it("tells by which signal native code, or the system, has ended one", async () => {
    const run = delayed(() => process.kill(process.pid, "SIGSEGV"))().compute({
      scheduler: open(),
      maxCrashes: 2,
    });
    await expect(run).rejects.toMatchObject({
      name: "TaskCrashedError",
      crashes: 2,
      cause: { signal: "SIGSEGV", exitCode: undefined },
    });
  });

  it.skipIf(process.platform === "win32")("replaces one that was stopped, as one that hangs", async () => {
    const stop = delayed((x: number) => {
      if (x === 1) process.kill(process.pid, "SIGSTOP");
      return x;
    });
    const pool = open();
    await expect(stop(1).compute({ scheduler: pool, timeout: 50 })).rejects.toMatchObject({
      cause: { name: "TimeoutError" },
    });
    expect(await stop(2).compute({ scheduler: pool })).toBe(2);
  });
});

describe("processes: memoryLimit", () => {
  const megabyte = 2 ** 20;

  it("replaces a worker after its task when it holds too much, and keeps the result", async () => {
    const pool = open({ memoryLimit: "320 MiB" });
    const held: Buffer[] = [];
    const hold = delayed((megabytes: number) => {
      held.push(Buffer.alloc(megabytes * megabyte, 1));
      return [process.pid, held.length];
    });
    const run = (megabytes: number): Promise<number[]> => hold(megabytes).compute({ scheduler: pool });
    const [first] = await run(1);
    expect(await run(2)).toEqual([first, 2]);
    expect(await run(230)).toEqual([first, 3]);
    // A task that is there before the worker has said how much it holds may still go to it.
    const [next] = await run(1);
    const [last, count] = await run(1);
    expect(last).not.toBe(first);
    expect(count).toBe(next === first ? 1 : 2);
  });

  it.runIf(process.platform === "linux")("ends a worker that holds too much during a task", async () => {
    const pool = open({ memoryLimit: 160 * megabyte });
    const grow = delayed(async (x: number) => {
      const held: Buffer[] = [];
      while (x === 1) {
        held.push(Buffer.alloc(4 * megabyte, 1));
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
      return x;
    });
    const run = grow(1).compute({ scheduler: pool, maxCrashes: 1 });
    await expect(run).rejects.toMatchObject({
      name: "TaskCrashedError",
      cause: { signal: "SIGKILL", cause: { code: "HOLDALL_MEMORY_LIMIT", limit: 160 * megabyte } },
    });
    await expect(run).rejects.toThrow(/It held \d+ MiB of memory, of which `memoryLimit` allows 160 MiB/);
    expect(await grow(2).compute({ scheduler: pool })).toBe(2);
  });

  it.each([127 * megabyte, "1 MiB", "much", "2 GiBs", "-1 GB", NaN, null, {}])(
    "refuses %j",
    (memoryLimit) => {
      expect(() => processes({ memoryLimit: memoryLimit as number })).toThrow(
        'Expected `memoryLimit` to be a number of bytes or a text such as "2 GiB" or "500MB", from 128 MiB up, got',
      );
    },
  );

  it.each([128 * megabyte, "128MiB", "1.5 gib", "500 MB", "2G", "134217728"])("takes %j", (memoryLimit) => {
    expect(() => processes({ memoryLimit })).not.toThrow();
  });

  it("limits nothing where it is Infinity", async () => {
    const pool = open({ memoryLimit: Infinity });
    expect(await delayed((x: number) => x + 1)(1).compute({ scheduler: pool })).toBe(2);
  });
});

describe("processes: shared memory", () => {
  it("is refused before anything runs when a function captures it", async () => {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const started: string[] = [];
    const count = delayed(() => Atomics.add(counter, 0, 1));
    const hooks = { pretask: ({ key }: { readonly key: string }) => void started.push(key) };
    await expect(count().compute({ scheduler: open(), hooks })).rejects.toThrow(
      /`counter`.* is shared memory, which other processes cannot see/,
    );
    expect(started).toEqual([]);
  });

  it("is copied where an argument is a view of it", async () => {
    const view = new Float64Array(new SharedArrayBuffer(16));
    view.set([1, 2]);
    const write = delayed((into: Float64Array) => into.fill(7));
    expect(await write(view).compute({ scheduler: open() })).toEqual(Float64Array.of(7, 7));
    expect([...view]).toEqual([1, 2]);
  });
});
