import { delayed } from "@holdall/core";
import { WorkerPool, type ChannelEvents, type Transport, type WorkerChannel } from "@holdall/worker-pool";
import { describe, expect, it } from "vitest";

/** A pool on a channel that does nothing by itself, and a list of what was asked of it. */
function createPool(): {
  readonly pool: WorkerPool;
  readonly calls: string[];
  /** Fulfilled when the worker is told to end. */
  readonly killed: Promise<void>;
  readonly events: () => ChannelEvents;
} {
  const calls: string[] = [];
  let told: ChannelEvents | undefined;
  let onKill: () => void = () => undefined;
  const killed = new Promise<void>((resolve) => (onKill = resolve));
  const spawn = (events: ChannelEvents): WorkerChannel => {
    told = events;
    return {
      name: "worker",
      post: ({ type }) => void calls.push(type),
      ref: () => void calls.push("ref"),
      unref: () => void calls.push("unref"),
      kill: () => {
        calls.push("kill");
        onKill();
        return Promise.resolve();
      },
    };
  };
  const transport: Transport = { pack: (bytes) => bytes, sharesMemory: false };
  const pool = new WorkerPool({ name: "test", workers: 1, spawn, transport });
  return { pool, calls, killed, events: () => told! };
}

describe("WorkerPool", () => {
  it("starts no worker before there is something to run", () => {
    const { calls } = createPool();
    expect(calls).toEqual([]);
  });

  it("keeps the process alive while a worker starts and runs, and not while it is idle", async () => {
    const { pool, calls, events } = createPool();
    const run = delayed(() => 1)().compute({ scheduler: pool });
    expect(calls.at(-1)).toBe("ref");
    events().onMessage({ type: "ready" });
    expect(calls.slice(-3)).toEqual(["ship", "ref", "run"]);
    const finished = { ids: [0], elapsed: [0], results: [1] };
    events().onMessage({ type: "outcomes", batch: 1, finished, others: [], done: true });
    expect(await run).toBe(1);
    expect(calls.at(-1)).toBe("unref");
  });

  it("keeps the process alive while a worker starts that an earlier run, which was refused, has asked for", async () => {
    const { pool, calls } = createPool();
    const pending = Promise.resolve();
    await expect(delayed(() => pending)().compute({ scheduler: pool })).rejects.toThrow("`pending`");
    expect(calls.at(-1)).toBe("unref");
    const run = delayed(() => 1)().compute({ scheduler: pool });
    expect(calls.at(-1)).toBe("ref");
    void run.catch(() => undefined);
  });

  it("keeps the process alive until a worker that was still starting is gone", async () => {
    const { pool, calls, killed, events } = createPool();
    const run = delayed(() => 1)().compute({ scheduler: pool });
    const failed = expect(run).rejects.toThrow("has been closed");
    const closed = pool.close();
    await killed;
    calls.length = 0;
    events().onMessage({ type: "ready" });
    expect(calls).toEqual([]);
    events().onExit({ exitCode: 1, signal: undefined, cause: undefined });
    await closed;
    await failed;
  });

  it("says that a worker died while it was starting", async () => {
    const { pool, events } = createPool();
    const run = delayed(() => 1)().compute({ scheduler: pool });
    const cause = new Error("no such module");
    events().onExit({ exitCode: 1, signal: undefined, cause });
    await expect(run).rejects.toThrow(
      "worker died (exit code 1) while it was starting: Error: no such module",
    );
    await expect(run).rejects.toMatchObject({ code: "HOLDALL_WORKER_DIED", cause });
  });
});
