import { getEventListeners } from "node:events";
import { createScheduler, type TaskGraph } from "@holdall/core";
import { createRecordingExecutor } from "@holdall/core/testing";
import { describe, expect, it } from "vitest";
import { buildBinaryTree, buildGraph, refer } from "../graph/build-graph.js";

/** Starts a run on a recording executor. */
function start(
  graph: TaskGraph,
  options: { readonly concurrency: number; readonly signal?: AbortSignal },
  ...targets: string[]
) {
  const executor = createRecordingExecutor(options);
  const result = createScheduler(executor).run({
    graph,
    targets: targets.map(refer),
    signal: options.signal,
    optimize: false,
  });
  return { executor, result };
}

describe("a scheduler made of an executor", () => {
  it("offers as many tasks as the executor has room for, in the static order", async () => {
    const { graph, root } = buildBinaryTree(4);
    const { executor, result } = start(graph, { concurrency: 2 }, root.layer);
    expect(executor.taken).toEqual(["leaf-0:0", "leaf-1:0"]);
    executor.finish("leaf-1:0", 1);
    executor.finish("leaf-0:0", 0);
    expect(executor.taken.slice(2)).toEqual(["leaf-2:0", "reduce-2-0:0"]);
    executor.finish("reduce-2-0:0", 10);
    executor.finish("leaf-2:0", 2);
    executor.finish("leaf-3:0", 3);
    executor.finish("reduce-2-1:0", 11);
    expect(executor.running[0]?.inputs).toEqual([10, 11]);
    executor.finish("reduce-1-0:0", "root");
    expect(await result).toEqual(["root"]);
    expect(executor.closed).toEqual({ stopped: false });
  });

  it("releases every result once nobody reads it any more", async () => {
    const { executor, result } = start(buildGraph({ a: [], b: ["a"], c: ["b"] }), { concurrency: 1 }, "c");
    executor.finish("a:0", "A");
    expect(executor.released).toEqual([]);
    executor.finish("b:0", "B");
    expect(executor.released).toEqual(["A"]);
    executor.finish("c:0", "C");
    expect(await result).toEqual(["C"]);
    expect(executor.released).toEqual(["A", "B", "C"]);
  });

  it("offers nothing more after a failure, and stops what runs", async () => {
    const { executor, result } = start(
      buildGraph({ a: [], b: [], c: [], d: ["a", "b", "c"] }),
      { concurrency: 2 },
      "d",
    );
    const error = new Error("no");
    executor.fail("a:0", error);
    await expect(result).rejects.toBe(error);
    expect(executor.closed).toEqual({ stopped: true });
    expect(executor.taken).toHaveLength(2);
  });

  it("stops what runs when the signal fires, and takes its listener off the signal in any case", async () => {
    const controller = new AbortController();
    const graph = buildGraph({ a: [] });
    const aborted = start(graph, { concurrency: 1, signal: controller.signal }, "a");
    controller.abort("reason");
    await expect(aborted.result).rejects.toMatchObject({ name: "AbortError", cause: "reason" });
    expect(aborted.executor.closed).toEqual({ stopped: true });

    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const finished = start(graph, { concurrency: 1, signal }, "a");
    expect(listeners).toBe(1);
    finished.executor.finish("a:0", 1);
    await finished.result;
    expect(listeners).toBe(0);
  });

  it("has one listener on a signal, however many runs it is given to, until the last of them has ended", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const listeners = (): number => getEventListeners(signal, "abort").length;
    const runs = Array.from({ length: 12 }, () =>
      start(buildGraph({ a: [] }), { concurrency: 1, signal }, "a"),
    );
    expect(listeners()).toBe(1);
    for (const { executor } of runs) executor.finish("a:0", 1);
    await Promise.all(runs.map(({ result }) => result));
    expect(listeners()).toBe(0);

    const later = [1, 2].map(() => start(buildGraph({ a: [] }), { concurrency: 1, signal }, "a"));
    controller.abort();
    for (const { result } of later) await expect(result).rejects.toThrow("aborted by its signal");
    expect(listeners()).toBe(0);
  });

  it("asks for no more streamed targets than can be worked on side by side, twice over", async () => {
    const layers = Array.from({ length: 10 }, (_, i) => `v${i}`);
    const graph = buildGraph(Object.fromEntries(layers.map((layer) => [layer, []])));
    const executor = createRecordingExecutor({ concurrency: 2 });
    const stream = createScheduler(executor).stream({ graph, targets: layers.map(refer) });
    const first = stream.next();
    for (const key of ["v0:0", "v1:0", "v2:0", "v3:0"]) executor.finish(key, key);
    expect(executor.taken).toHaveLength(4);
    expect(await first).toEqual({ done: false, value: "v0:0" });
    expect(executor.taken).toHaveLength(4);
    const second = stream.next();
    expect(await second).toEqual({ done: false, value: "v1:0" });
    expect(executor.taken).toEqual(["v0:0", "v1:0", "v2:0", "v3:0", "v4:0"]);
    await stream.return();
    expect(executor.closed).toEqual({ stopped: true });
  });
});
