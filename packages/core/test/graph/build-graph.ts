import {
  createLayer,
  moduleFunction,
  TaskGraph,
  type Layer,
  type Reference,
  type TaskContext,
} from "@holdall/core";

/** Joins the names of what a task reads: enough to see that tasks got what they refer to. */
export function join(_context: TaskContext, key: string, ...inputs: string[]): string {
  return inputs.length === 0 ? key : `${key}(${inputs.join(",")})`;
}

const joinTask = moduleFunction(import.meta.url, { join });

/** A graph of single tasks, written as a table of what reads what: `{ c: ["a", "b"] }`; `"b?"` is a lazy input. */
export function buildGraph(table: Readonly<Record<string, readonly string[]>>): TaskGraph {
  return new TaskGraph(Object.entries(table).map(([name, inputs]) => buildLayer(name, inputs)));
}

function buildLayer(name: string, inputs: readonly string[]): Layer {
  const args = [
    { kind: "value", value: name } as const,
    ...inputs.map((_, slot) => ({ kind: "input", slot }) as const),
  ];
  return createLayer({ name, operation: name, tasks: [{ fn: joinTask, args, inputs: inputs.map(refer) }] });
}

/** A reference to the only task of a layer; `"a?"` for a lazy one. */
export function refer(name: string): Reference {
  return name.endsWith("?") ? { layer: name.slice(0, -1), index: 0, lazy: true } : { layer: name, index: 0 };
}

/** A tree that reduces `leaves` tasks two by two; its root is `reduce-1`, or `leaf` when there is one leaf. */
export function buildBinaryTree(leaves: number): { readonly graph: TaskGraph; readonly root: Reference } {
  const table: Record<string, string[]> = {};
  let level = Array.from({ length: leaves }, (_, i) => `leaf-${i}`);
  for (const leaf of level) table[leaf] = [];
  while (level.length > 1) {
    const size = level.length / 2;
    const next = Array.from({ length: size }, (_, i) => `reduce-${size}-${i}`);
    next.forEach((name, i) => (table[name] = level.slice(2 * i, 2 * i + 2)));
    level = next;
  }
  return { graph: buildGraph(table), root: refer(level[0]!) };
}
