import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import v8 from "node:v8";

/** What a snapshot of the heap says of the contexts (V8's records of variables) around a function. */
export interface FoundContexts {
  /** From the inside out; ids are only comparable within one snapshot. */
  readonly chain: readonly { readonly id: number; readonly names: ReadonlySet<string> }[];
  /** Ids of what the variables without a name of the innermost context hold. */
  readonly unnamed: readonly number[];
}

/** The whole heap, as V8 writes it. */
export interface Snapshot {
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

/** Through a file: the inspector's own command answers later from Node 24 on. */
export function takeSnapshot(): Snapshot {
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

/** Finds the contexts around functions, which are given by their ids. */
export function findContexts(
  { snapshot, nodes, edges, strings }: Snapshot,
  wanted: ReadonlyMap<number, object>,
): Map<object, FoundContexts> {
  const { node_fields: nodeFields, edge_fields: edgeFields, edge_types: edgeTypes } = snapshot.meta;
  const nodeSize = nodeFields.length;
  const idField = nodeFields.indexOf("id");
  const countField = nodeFields.indexOf("edge_count");
  const edgeSize = edgeFields.length;
  const contextType = edgeTypes[0].indexOf("context");
  const internalType = edgeTypes[0].indexOf("internal");
  const hiddenType = edgeTypes[0].indexOf("hidden");

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
  const idOf = (node: number): number => nodes[node * nodeSize + idField] ?? -1;

  return new Map(
    starts.map(([fn, node]) => {
      const chain: { id: number; names: Set<string> }[] = [];
      const innermost = follow(node, "context");
      for (let at = innermost; at !== undefined && chain.length < 1000; at = follow(at, "previous"))
        chain.push({ id: idOf(at), names: new Set(edgesOf(at, contextType).map(([name]) => name)) });
      const unnamed = innermost === undefined ? [] : edgesOf(innermost, hiddenType).map(([, to]) => idOf(to));
      return [fn, { chain, unnamed }];
    }),
  );
}
