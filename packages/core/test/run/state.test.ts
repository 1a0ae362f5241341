import { absent, cull, order, type Outcome } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { RunState, type FailurePolicy } from "../../src/run/state.ts";
import { buildGraph, refer } from "../graph/build-graph.js";

/** A run of a graph given as a table, with tasks called by their layer's name. */
function createRun(table: Record<string, string[]>, ...targets: string[]) {
  return createRunThat({}, table, ...targets);
}

function createRunThat(
  policy: Partial<FailurePolicy>,
  table: Record<string, string[]>,
  ...targets: string[]
) {
  const index = cull(buildGraph(table), targets.map(refer));
  const state = new RunState(index, order(index), { mayRetry: () => false, maxCrashes: 3, ...policy });
  const nameOf = (id: number): string => index.layers[index.layerOf(id)]!.name;
  const idOf = (name: string): number =>
    Array.from({ length: index.size }, (_, id) => id).find((id) => nameOf(id) === name)!;
  return {
    state,
    take: (max = Infinity) => state.take(max).map(({ id, inputs }) => ({ task: nameOf(id), inputs })),
    end: (...outcomes: Outcome[]) => state.step({ type: "outcomes", outcomes }),
    finished: (name: string): Outcome => ({
      status: "finished",
      id: idOf(name),
      handles: [`<${name}>`],
      elapsed: 1,
    }),
    idOf,
  };
}

describe("RunState", () => {
  it("starts nothing before a target is demanded", () => {
    const { state, take } = createRun({ a: [] }, "a");
    expect(take()).toEqual([]);
    expect(state.step({ type: "demand", count: 1 })).toEqual([{ type: "wake" }]);
    expect(take()).toEqual([{ task: "a", inputs: [] }]);
  });

  it("makes a task ready when the last of its inputs is there, and gives it their handles", () => {
    const { state, take, end, finished } = createRun({ a: [], b: [], c: ["b", "a", "b"] }, "c");
    state.step({ type: "demand", count: 1 });
    expect(
      take()
        .map(({ task }) => task)
        .sort(),
    ).toEqual(["a", "b"]);
    expect(end(finished("a"))).toEqual([]);
    expect(end(finished("b"))).toEqual([{ type: "wake" }]);
    expect(take()).toEqual([{ task: "c", inputs: ["<b>", "<a>", "<b>"] }]);
  });

  it("releases a result after its last reader, and not before", () => {
    const { state, take, end, finished } = createRun({ a: [], b: ["a"], c: ["a"], d: ["b", "c"] }, "d");
    state.step({ type: "demand", count: 1 });
    take();
    end(finished("a"));
    take();
    expect(end(finished("b"))).toEqual([]);
    expect(end(finished("c"))).toEqual([{ type: "release", handles: ["<a>"] }, { type: "wake" }]);
  });

  it("delivers a target, keeps it for tasks that read it as well, and completes with the last", () => {
    const { state, take, end, finished } = createRun({ a: [], b: ["a"] }, "a", "b");
    state.step({ type: "demand", count: 2 });
    take();
    expect(end(finished("a"))).toEqual([
      { type: "deliver", target: 0, handle: "<a>", isLast: false },
      { type: "wake" },
    ]);
    take();
    expect(end(finished("b"))).toEqual([
      { type: "deliver", target: 1, handle: "<b>", isLast: true },
      { type: "release", handles: ["<a>", "<b>"] },
      { type: "complete" },
    ]);
  });

  it("delivers a result once for every target that names it", () => {
    const { state, take, end, finished } = createRun({ a: [] }, "a", "a");
    state.step({ type: "demand", count: 2 });
    take();
    expect(end(finished("a"))).toEqual([
      { type: "deliver", target: 0, handle: "<a>", isLast: false },
      { type: "deliver", target: 1, handle: "<a>", isLast: true },
      { type: "release", handles: ["<a>"] },
      { type: "complete" },
    ]);
  });

  it("computes for targets demanded later only then", () => {
    const { state, take, end, finished } = createRun({ a: [], b: [] }, "a", "b");
    state.step({ type: "demand", count: 1 });
    expect(take()).toEqual([{ task: "a", inputs: [] }]);
    end(finished("a"));
    expect(take()).toEqual([]);
    state.step({ type: "demand", count: 5 });
    expect(take()).toEqual([{ task: "b", inputs: [] }]);
  });

  it("computes a lazy input only when a task asks for it, and runs that task again with it", () => {
    const { state, take, end, finished, idOf } = createRun({ a: [], b: [], c: ["a?", "b?"] }, "c");
    state.step({ type: "demand", count: 1 });
    expect(take()).toEqual([{ task: "c", inputs: [absent, absent] }]);
    expect(end({ status: "missing", id: idOf("c"), slots: [1] })).toEqual([{ type: "wake" }]);
    expect(take()).toEqual([{ task: "b", inputs: [] }]);
    end(finished("b"));
    expect(take()).toEqual([{ task: "c", inputs: [absent, "<b>"] }]);
    expect(end(finished("c"))).toContainEqual({ type: "complete" });
  });

  it("fails when a task asks for inputs it has, as it would ask for ever", () => {
    const { state, take, end, finished, idOf } = createRun({ a: [], c: ["a"] }, "c");
    state.step({ type: "demand", count: 1 });
    take();
    end(finished("a"));
    take();
    const [instruction] = end({ status: "missing", id: idOf("c"), slots: [0] });
    expect(instruction).toMatchObject({ type: "fail", error: { code: "HOLDALL_INVALID_GRAPH" } });
  });

  it("runs a lost task again", () => {
    const { state, take, end, idOf } = createRun({ a: [] }, "a");
    state.step({ type: "demand", count: 1 });
    take();
    expect(end({ status: "lost", id: idOf("a") })).toEqual([{ type: "wake" }]);
    expect(take()).toEqual([{ task: "a", inputs: [] }]);
  });

  it("stops at the first failure and heeds nothing after it", () => {
    const { state, take, end, finished, idOf } = createRun({ a: [], b: [], c: ["a", "b"] }, "c");
    state.step({ type: "demand", count: 1 });
    take();
    const error = new Error("no");
    expect(end({ status: "failed", id: idOf("a"), error, elapsed: 1 }, finished("b"))).toEqual([
      { type: "fail", error, failed: { id: idOf("a"), attempt: 1, inputs: [] } },
    ]);
    expect(end(finished("b"))).toEqual([]);
    expect(take()).toEqual([]);
  });

  it("goes on without a task that failed, where it may, and completes with what there is", () => {
    const table = { a: [], b: ["a"], c: ["b", "x"], x: [], d: ["x"], e: ["d"] };
    const { state, take, end, finished, idOf } = createRunThat(
      { mayGoOn: (error) => error === "may" },
      table,
      "c",
      "b",
      "e",
    );
    state.step({ type: "demand", count: 3 });
    take();
    expect(end(finished("x"))).toEqual([{ type: "wake" }]);
    const failed = { id: idOf("a"), attempt: 1, inputs: [] };
    expect(end({ status: "failed", id: idOf("a"), error: "may", elapsed: 1 })).toEqual([
      { type: "miss", error: "may", failed },
      { type: "wake" },
    ]);
    expect(take()).toEqual([{ task: "d", inputs: ["<x>"] }]);
    expect(end(finished("d"))).toEqual([{ type: "release", handles: ["<x>"] }, { type: "wake" }]);
    take();
    expect(end(finished("e"))).toEqual([
      { type: "deliver", target: 2, handle: "<e>", isLast: true },
      { type: "release", handles: ["<d>", "<e>"] },
      { type: "complete" },
    ]);
    expect(state.missing).toEqual([
      { target: 0, tasks: [idOf("a")] },
      { target: 1, tasks: [idOf("a")] },
    ]);
    expect(state.alive).toBe(0);
  });

  it("names the tasks that a target misses in their order, whichever failed first", () => {
    for (const order of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      const { state, take, end, idOf } = createRunThat(
        { mayGoOn: () => true },
        { a: [], b: [], c: ["a", "b"] },
        "c",
      );
      state.step({ type: "demand", count: 1 });
      take();
      for (const name of order) end({ status: "failed", id: idOf(name), error: name, elapsed: 1 });
      expect(state.missing).toEqual([{ target: 0, tasks: [idOf("a"), idOf("b")].sort() }]);
    }
  });

  it("bars a task that asks for an input which failed, or is demanded after it did", () => {
    const { state, take, end, idOf } = createRunThat(
      { mayGoOn: () => true },
      { a: [], b: ["a?"], c: ["a"] },
      "a",
      "b",
      "c",
    );
    state.step({ type: "demand", count: 2 });
    take();
    end({ status: "failed", id: idOf("a"), error: "no", elapsed: 1 });
    end({ status: "missing", id: idOf("b"), slots: [0] });
    expect(state.step({ type: "demand", count: 1 })).toEqual([{ type: "complete" }]);
    expect(state.missing.map(({ target }) => target)).toEqual([0, 1, 2]);
  });

  it("hands out tasks in the static order, whatever the order in which they became ready", () => {
    const { state, take, end, finished } = createRun(
      { a: [], b: [], a1: ["a"], b1: ["b"], end: ["a1", "b1"] },
      "end",
    );
    state.step({ type: "demand", count: 1 });
    take();
    end(finished("b"), finished("a"));
    expect(take().map(({ task }) => task)).toEqual(["a1", "b1"]);
  });

  it("completes at once when nothing was asked for", () => {
    const { state } = createRun({ a: [] });
    expect(state.step({ type: "demand", count: 0 })).toEqual([{ type: "complete" }]);
  });
});
