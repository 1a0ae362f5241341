import { cull, GraphError } from "@holdall/core";
import { describe, expect, it } from "vitest";
import { buildGraph, refer } from "./build-graph.js";

function keysOf(index: ReturnType<typeof cull>): string[] {
  return Array.from({ length: index.size }, (_, id) => index.layers[index.layerOf(id)]!.name);
}

describe("cull", () => {
  it("keeps what the targets need, directly or not, and leaves out the rest", () => {
    const graph = buildGraph({ a: [], b: ["a"], c: ["b"], unneeded: ["c"], other: [] });
    expect(keysOf(cull(graph, [refer("c")])).sort()).toEqual(["a", "b", "c"]);
  });

  it("numbers a task once, however often it is read or asked for", () => {
    const graph = buildGraph({ a: [], b: ["a", "a"], c: ["a", "b"] });
    const index = cull(graph, [refer("c"), refer("b"), refer("c")]);
    expect(index.size).toBe(3);
    expect(index.targetTask[0]).toBe(index.targetTask[2]);
  });

  it("follows lazy inputs, as they may be asked for", () => {
    expect(keysOf(cull(buildGraph({ a: [], b: ["a?"] }), [refer("b")]))).toEqual(["b", "a"]);
  });

  it("makes no task", () => {
    const layer = {
      name: "many",
      size: 1_000_000,
      operation: "many",
      parts: 1,
      shared: [],
      inputs: () => [],
      task: () => expect.unreachable("no task is made before it runs"),
    };
    const graph = { layers: new Map([["many", layer]]) } as never;
    expect(cull(graph, [{ layer: "many", index: 999_999 }]).size).toBe(1);
  });

  it("names reader and missing dependency", () => {
    const graph = buildGraph({ a: ["nowhere"] });
    expect(() => cull(graph, [refer("a")])).toThrow(GraphError);
    expect(() => cull(graph, [refer("a")])).toThrow(
      "Task a:0 reads nowhere:0, which the graph does not have.",
    );
    expect(() => cull(graph, [refer("b")])).toThrow("The graph has no task b:0, which was asked for.");
  });

  it("refuses parts and indexes that are not there", () => {
    const graph = buildGraph({ a: [] });
    expect(() => cull(graph, [{ layer: "a", index: 1 }])).toThrow("no task a:1");
    expect(() => cull(graph, [{ layer: "a", index: 0, part: 1 }])).toThrow("no task a:0, part 1");
  });
});
