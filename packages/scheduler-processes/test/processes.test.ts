import { delayed, type TaskCrashedError } from "@holdall/core";
import { processes } from "@holdall/scheduler-processes";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { WorkerDiedError } from "@holdall/worker-pool";
import { poolContract } from "../../worker-pool/test/pool-contract.js";

poolContract("processes", processes);

function open(): ReturnType<typeof processes> {
  const pool = processes({ workers: 1 });
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
