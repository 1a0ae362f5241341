import { cull, fuse, synchronous, type Reference, type TaskGraph } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { buildGraph, refer } from "./build-graph.js";

function fused(graph: TaskGraph, ...targets: Reference[]): string[][] {
  const index = fuse(cull(graph, targets));
  return Array.from({ length: index.size }, (_, id) =>
    index.task(id).steps.map((step) => step.operation),
  ).sort();
}

describe("fuse", () => {
  it("joins a linear chain into one task", () => {
    expect(fused(buildGraph({ a: [], b: ["a"], c: ["b"] }), refer("c"))).toEqual([["a", "b", "c"]]);
  });

  it("never swallows what was asked for", () => {
    const graph = buildGraph({ a: [], b: ["a"], c: ["b"] });
    expect(fused(graph, refer("c"), refer("b"))).toEqual([["a", "b"], ["c"]]);
  });

  it("ends a chain where a result is read twice or a task reads two", () => {
    const graph = buildGraph({ a: [], b: ["a"], c: ["b"], d: ["b"], e: ["c", "d"], f: ["e"] });
    expect(fused(graph, refer("f"))).toEqual([["a", "b"], ["c"], ["d"], ["e", "f"]]);
  });

  it("keeps lazy inputs apart, as they may never be needed", () => {
    expect(fused(buildGraph({ a: [], b: ["a?"] }), refer("b"))).toEqual([["a"], ["b"]]);
  });

  it("returns a graph without chains as it is", () => {
    const index = cull(buildGraph({ a: [], b: [], c: ["a", "b"] }), [refer("c")]);
    expect(fuse(index)).toBe(index);
  });

  it("changes no value", async () => {
    const graph = buildGraph({ a: [], b: ["a"], c: ["b"], d: ["c", "b"], e: ["d"], f: ["e"] });
    const targets = [refer("f"), refer("c")];
    const plain = await synchronous().run({ graph, targets, optimize: false });
    expect(plain).toEqual(["f(e(d(c(b(a)),b(a))))", "c(b(a))"]);
    expect(await synchronous().run({ graph, targets })).toEqual(plain);
  });
});
