import { createLayer, delayed, moduleFunction, TaskGraph } from "@holdall/core";
import {
  WorkerPool,
  type ChannelEvents,
  type KeptBlock,
  type ToWorker,
  type Transport,
  type WireResult,
  type WorkerChannel,
} from "@holdall/worker-pool";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { decode } from "../../src/codec.ts";
import type { WireGroup } from "../../src/messages.ts";

/** A pool on a channel that does nothing by itself, and a list of what was asked of it. */
function createPool(): {
  readonly pool: WorkerPool;
  readonly calls: string[];
  readonly messages: ToWorker[];
  /** Fulfilled when the worker is told to end. */
  readonly killed: Promise<void>;
  readonly events: () => ChannelEvents;
} {
  const calls: string[] = [];
  const messages: ToWorker[] = [];
  let told: ChannelEvents | undefined;
  let onKill: () => void = () => undefined;
  const killed = new Promise<void>((resolve) => (onKill = resolve));
  const spawn = (events: ChannelEvents): WorkerChannel => {
    told = events;
    return {
      name: "worker",
      post(message) {
        calls.push(message.type);
        messages.push(message);
      },
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
  return { pool, calls, messages, killed, events: () => told! };
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

  describe("with tasks that keep a block", () => {
    const block = Uint8Array.of(1, 2, 3);

    /** Starts a run of three tasks in a row, the second and third of which keep what the first one makes. */
    function startRun() {
      const { pool, messages, events } = createPool();
      const fn = moduleFunction("test:module", { call: () => undefined });
      const inputs = [{ layer: "kept", index: 0 }];
      const args = [{ kind: "input", slot: 0, isKept: true }] as const;
      const layers = [
        createLayer({ name: "kept", operation: "kept", tasks: [{ fn, args: [] }] }),
        createLayer({ name: "first", operation: "first", tasks: [{ fn, args, inputs }] }),
        createLayer({
          name: "second",
          operation: "second",
          tasks: [{ fn, args, inputs: [...inputs, { layer: "first", index: 0 }] }],
        }),
      ];
      const run = pool.run({ graph: new TaskGraph(layers), targets: [{ layer: "second", index: 0 }] });
      events().onMessage({ type: "ready" });
      const runs = (): (ToWorker & { type: "run" })[] => messages.filter((message) => message.type === "run");
      const finish = (result: WireResult): void => {
        const { batch, tasks } = runs().at(-1)!;
        const [{ ids }] = decode(tasks) as [WireGroup];
        const finished = { ids, elapsed: [0], results: [result] };
        events().onMessage({ type: "outcomes", batch, finished, others: [], done: true });
      };
      const kept = (): KeptBlock["block"][][] =>
        runs().map((message) => message.kept.map((one) => one.block));
      return { run, runs, messages, events, finish, kept };
    }

    it("sends it once, and has it released when nobody reads it any more", async () => {
      const { run, runs, messages, finish, kept } = startRun();
      for (const result of [block, 4, 5]) finish(result);
      expect(await run).toEqual([5]);
      expect(kept()).toEqual([[], [block], []]);
      const [{ number }] = runs()[1]!.kept as [KeptBlock];
      expect(messages.filter(({ type }) => type === "release")).toEqual([
        { type: "release", kept: [number] },
      ]);
    });

    it("sends it again to a worker that takes the place of one that died", async () => {
      const { run, events, finish, kept } = startRun();
      for (const result of [block, 4]) finish(result);
      events().onExit({ exitCode: 1, signal: undefined, cause: undefined });
      events().onMessage({ type: "ready" });
      finish(5);
      expect(await run).toEqual([5]);
      expect(kept()).toEqual([[], [block], [], [block]]);
    });
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

  it("says that a worker died while it was starting, when another one and a third did so too", async () => {
    const { pool, events } = createPool();
    const run = delayed(() => 1)().compute({ scheduler: pool });
    const cause = new Error("no such module");
    for (let i = 0; i < 3; i++) events().onExit({ exitCode: 1, signal: undefined, cause });
    await expect(run).rejects.toThrow(
      "worker died (exit code 1) while it was starting: Error: no such module",
    );
    await expect(run).rejects.toMatchObject({ code: "HOLDALL_WORKER_DIED", cause });
  });

  it("starts another worker for one that died while it was starting", async () => {
    const { pool, events } = createPool();
    const run = delayed(() => 1)().compute({ scheduler: pool });
    const finished = { ids: [0], elapsed: [0], results: [1] };
    for (let i = 0; i < 2; i++) events().onExit({ exitCode: undefined, signal: "SIGKILL", cause: undefined });
    events().onMessage({ type: "ready" });
    events().onMessage({ type: "outcomes", batch: 1, finished, others: [], done: true });
    expect(await run).toBe(1);
  });

  it("warns of an error that nobody caught and that came when the tasks of its worker had ended", async () => {
    const { pool, events } = createPool();
    const run = delayed(() => 1)().compute({ scheduler: pool });
    events().onMessage({ type: "ready" });
    const finished = { ids: [0], elapsed: [0], results: [1] };
    events().onMessage({ type: "outcomes", batch: 1, finished, others: [], done: true });
    await run;
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    onTestFinished(() => warn.mockRestore());
    events().onExit({ exitCode: 1, signal: undefined, cause: new Error("too late") });
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/a task on worker left behind failed when the task had ended: Error: too late/),
      { code: "HOLDALL_LATE_ERROR" },
    );
  });
});
