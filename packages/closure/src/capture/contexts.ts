import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import v8 from "node:v8";
import type { Inspector } from "./inspector.ts";

/** For a function, from the inside out, the contexts (V8's records of variables) around it. */
export type ContextChain = readonly { readonly id: number; readonly names: ReadonlySet<string> }[];

/** Above this a snapshot of the heap would take seconds, and as much memory again. */
const heapLimit = 96 * 1024 * 1024;

// Chains never change, but ids are only comparable within one snapshot.
const known = new WeakMap<object, { readonly snapshot: number; readonly chain: ContextChain }>();
let snapshots = 0;

/**
 * Finds out which functions share their variables: the inspector shows copies of scopes only, but in a snapshot of the
 * heap one can see whether two functions point to the same record. It takes 0.2 s and more, so this is for cases that cannot be
 * told in another way; what was found is kept.
 *
 * @returns `undefined` when the heap is too large, or no temporary file can be written.
 */
export function readContexts(
  inspector: Inspector,
  functions: readonly object[],
): Map<object, ContextChain> | undefined {
  const remembered = functions.map((fn) => known.get(fn));
  const [first] = remembered;
  if (!first || remembered.some((one) => one?.snapshot !== first.snapshot)) {
    if (v8.getHeapStatistics().used_heap_size > heapLimit) return undefined;
    try {
      remember(inspector, functions);
    } catch {
      return undefined;
    }
  }
  return new Map(functions.map((fn) => [fn, known.get(fn)?.chain ?? []]));
}

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: string[];
      readonly edge_fields: string[];
      readonly edge_types: [string[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

function remember(inspector: Inspector, functions: readonly object[]): void {
  const snapshot = takeSnapshot();
  const number = ++snapshots;
  const wanted = new Map<number, object>();
  for (const fn of functions) {
    const answer = inspector.post("HeapProfiler.getHeapObjectId", { objectId: inspector.handle(fn) });
    wanted.set(Number(answer["heapSnapshotObjectId"]), fn);
  }
  for (const [fn, chain] of findChains(snapshot, wanted)) known.set(fn, { snapshot: number, chain });
}

/** Through a file: the inspector's own command answers later from Node 24 on. */
function takeSnapshot(): Snapshot {
  const folder = mkdtempSync(path.join(tmpdir(), "holdall-"));
  try {
    // Small numbers are left out otherwise, and with them the names of the variables that hold them.
    const file = v8.writeHeapSnapshot(path.join(folder, "contexts.heapsnapshot"), {
      exposeNumericValues: true,
    });
    return JSON.parse(readFileSync(file, "utf8")) as Snapshot;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findChains(
  { snapshot, nodes, edges, strings }: Snapshot,
  wanted: ReadonlyMap<number, object>,
): Map<object, ContextChain> {
  const { node_fields: nodeFields, edge_fields: edgeFields, edge_types: edgeTypes } = snapshot.meta;
  const nodeSize = nodeFields.length;
  const idField = nodeFields.indexOf("id");
  const countField = nodeFields.indexOf("edge_count");
  const edgeSize = edgeFields.length;
  const contextType = edgeTypes[0].indexOf("context");
  const internalType = edgeTypes[0].indexOf("internal");

  const firstEdges = new Uint32Array(nodes.length / nodeSize + 1);
  const starts: [fn: object, node: number][] = [];
  for (let node = 0, edge = 0; node * nodeSize < nodes.length; node++) {
    firstEdges[node] = edge;
    edge += nodes[node * nodeSize + countField] ?? 0;
    firstEdges[node + 1] = edge;
    const fn = wanted.get(nodes[node * nodeSize + idField] ?? -1);
    if (fn) starts.push([fn, node]);
  }

  const edgesOf = (node: number, type: number): [name: string, to: number][] => {
    const found: [string, number][] = [];
    for (let edge = firstEdges[node] ?? 0; edge < (firstEdges[node + 1] ?? 0); edge++) {
      const at = edge * edgeSize;
      if (edges[at] === type)
        found.push([strings[edges[at + 1] ?? 0] ?? "", (edges[at + 2] ?? 0) / nodeSize]);
    }
    return found;
  };
  const follow = (node: number, name: string): number | undefined =>
    edgesOf(node, internalType).find(([edgeName]) => edgeName === name)?.[1];

  return new Map(
    starts.map(([fn, node]) => {
      const chain: { id: number; names: Set<string> }[] = [];
      for (
        let at = follow(node, "context");
        at !== undefined && chain.length < 1000;
        at = follow(at, "previous")
      )
        chain.push({
          id: nodes[at * nodeSize + idField] ?? -1,
          names: new Set(edgesOf(at, contextType).map(([name]) => name)),
        });
      return [fn, chain];
    }),
  );
}
