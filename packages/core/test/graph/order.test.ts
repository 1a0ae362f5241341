import { cull, GraphError, order, TaskGraph, type Reference } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { RunState } from "../../src/run/state.ts";
import { buildBinaryTree, buildGraph, refer } from "./build-graph.js";

/** Runs a graph one task at a time and tells the most results that were kept at once. */
function peakAlive(graph: TaskGraph, ...targets: Reference[]): number {
  const index = cull(graph, targets);
  const state = new RunState(index, order(index), { mayRetry: () => false, maxCrashes: 3 });
  let peak = 0;
  state.step({ type: "demand", count: targets.length });
  for (let [task] = state.take(1); task !== undefined; [task] = state.take(1)) {
    state.step({
      type: "outcomes",
      outcomes: [{ status: "finished", id: task.id, handles: [task.id], elapsed: 0 }],
    });
    peak = Math.max(peak, state.alive);
  }
  return peak;
}

describe("order", () => {
  it.each([
    [32, 6],
    [64, 7],
  ])("keeps few results of a binary reduction over %i leaves alive: %i", (leaves, expected) => {
    const { graph, root } = buildBinaryTree(leaves);
    expect(peakAlive(graph, root)).toBe(expected);
  });

  it("computes what needs most room first, whatever the order of the inputs", () => {
    const { graph } = buildBinaryTree(8);
    const lopsided = buildGraph({ small: [], end: ["small", "reduce-1-0"] });
    const both = { layers: new Map([...graph.layers, ...lopsided.layers]) } as unknown as TaskGraph;
    expect(peakAlive(both, refer("end"))).toBe(4);
  });

  it("ranks every task after those it reads", () => {
    const index = cull(buildGraph({ a: [], b: ["a"], c: ["a", "b"], d: ["c", "a"] }), [refer("d")]);
    const ranks = order(index);
    for (let id = 0; id < index.size; id++) {
      for (let edge = index.edgeStart[id]!; edge < index.edgeStart[id + 1]!; edge++) {
        expect(ranks[index.edgeTask[edge]!]).toBeLessThan(ranks[id]!);
      }
    }
  });

  it("names the keys of a cycle", () => {
    const index = cull(buildGraph({ start: [], a: ["c", "start"], b: ["a"], c: ["b"], d: ["c"] }), [
      refer("d"),
    ]);
    expect(() => order(index)).toThrow(GraphError);
    expect(() => order(index)).toThrow(/cycle: (\w:0 reads ){3}\w:0/);
  });

  it("takes a task that reads several hundred thousand others", () => {
    const many = 300_000;
    const leaves = { ...buildGraph({ leaf: [] }).layers.get("leaf")!, size: many, inputs: () => [] };
    const root = {
      ...buildGraph({ root: [] }).layers.get("root")!,
      inputs: () => [{ layer: "leaf", index: 0, count: many }],
    };
    const index = cull(new TaskGraph([leaves, root]), [refer("root")]);
    expect(order(index)[index.targetTask[0]!]).toBe(many);
  });

  it("takes a chain of ten thousand tasks without a deep stack", () => {
    const table = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`t${i}`, i === 0 ? [] : [`t${i - 1}`]]),
    );
    expect(peakAlive(buildGraph(table), refer("t9999"))).toBe(1);
  });
});
