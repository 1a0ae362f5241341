import { readersOf, type GraphIndex } from "./graph-index.ts";
import type { Argument, Step, Task } from "./task.ts";

/**
 * Joins linear chains, where one task's only result is read once, by a task that reads nothing else, into one task
 * of several steps. What was asked for is never swallowed: a target ends its chain. A graph without chains comes back
 * as it is. Neither is a task swallowed whose result is stored, or was: it ends its chain.
 *
 * The same rule as dask's `fuse` with its default width of 1.
 */
export function fuse(index: GraphIndex, isDone: (id: number) => boolean = () => false): GraphIndex {
  const next = chainLinks(index, isDone);
  if (next === undefined) return index;

  // A chain is known by its last task, whose results are those that are read.
  const heads: number[] = [];
  const tails: number[] = [];
  const numbers = new Int32Array(index.size).fill(-1);
  const hasPrevious = new Uint8Array(index.size);
  for (const id of next) if (id >= 0) hasPrevious[id] = 1;
  for (let id = 0; id < index.size; id++) {
    if (hasPrevious[id] === 1) continue;
    let tail = id;
    while (next[tail]! >= 0) tail = next[tail]!;
    numbers[tail] = heads.length;
    heads.push(id);
    tails.push(tail);
  }
  return renumber(index, { heads, tails, numbers, next });
}

interface Chains {
  readonly heads: readonly number[];
  readonly tails: readonly number[];
  /** By old number of a chain's tail: the chain's number. */
  readonly numbers: Int32Array;
  readonly next: Int32Array;
}

/** By task: the task it is to be joined with, or -1; nothing when no two tasks are to be joined. */
function chainLinks(index: GraphIndex, isDone: (id: number) => boolean): Int32Array | undefined {
  const { size, edgeStart, edgeLazy, resultStart } = index;
  const readers = readersOf(index);
  const isTarget = new Uint8Array(size);
  for (const task of index.targetTask) isTarget[task] = 1;
  const next = new Int32Array(size).fill(-1);
  let found = false;
  for (let id = 0; id < size; id++) {
    if (isTarget[id] === 1 || readers.start[id + 1]! - readers.start[id]! !== 1) continue;
    if (resultStart[id + 1]! - resultStart[id]! !== 1) continue;
    const edge = readers.edges[readers.start[id]!]!;
    const reader = readers.readerOf[edge]!;
    if (edgeLazy[edge] === 1 || edgeStart[reader + 1]! - edgeStart[reader]! !== 1 || reader === id) continue;
    if (index.layers[index.layerOf(id)]!.checkpoint !== undefined || isDone(id)) continue;
    next[id] = reader;
    found = true;
  }
  return found ? next : undefined;
}

function renumber(index: GraphIndex, { heads, tails, numbers, next }: Chains): GraphIndex {
  const size = heads.length;
  const edgeStart = new Int32Array(size + 1);
  const resultStart = new Int32Array(size + 1);
  heads.forEach((head, id) => {
    const tail = tails[id]!;
    edgeStart[id + 1] = edgeStart[id]! + index.edgeStart[head + 1]! - index.edgeStart[head]!;
    resultStart[id + 1] = resultStart[id]! + index.resultStart[tail + 1]! - index.resultStart[tail]!;
  });
  const edges = edgeStart[size]!;
  const edgeTask = new Int32Array(edges);
  const edgeResult = new Int32Array(edges);
  const edgeLazy = new Uint8Array(edges);
  const newResult = (task: number, result: number): number =>
    resultStart[numbers[task]!]! + result - index.resultStart[task]!;
  heads.forEach((head, id) => {
    for (let i = 0; i < edgeStart[id + 1]! - edgeStart[id]!; i++) {
      const old = index.edgeStart[head]! + i;
      const task = index.edgeTask[old]!;
      const edge = edgeStart[id]! + i;
      edgeTask[edge] = numbers[task]!;
      edgeResult[edge] = newResult(task, index.edgeResult[old]!);
      edgeLazy[edge] = index.edgeLazy[old]!;
    }
  });
  return {
    size,
    layers: index.layers,
    edgeStart,
    edgeTask,
    edgeResult,
    edgeLazy,
    resultStart,
    targetTask: index.targetTask.map((task) => numbers[task]!),
    targetResult: index.targetResult.map((result, target) => newResult(index.targetTask[target]!, result)),
    layerOf: (id) => index.layerOf(tails[id]!),
    indexOf: (id) => index.indexOf(tails[id]!),
    task: (id) => fusedTask(index, heads[id]!, next),
  };
}

function fusedTask(index: GraphIndex, head: number, next: Int32Array): Task {
  const first = index.task(head);
  if (next[head]! < 0) return first;
  const steps = [...first.steps];
  let parts = first.parts;
  for (let id = next[head]!; id >= 0; id = next[id]!) {
    const task = index.task(id);
    const [start, ...rest] = task.steps as [Step, ...Step[]];
    steps.push({ ...start, args: start.args.map(readPrevious) }, ...rest);
    parts = task.parts;
  }
  return { steps, parts };
}

// The task's one input is what the step before returns.
function readPrevious(argument: Argument): Argument {
  switch (argument.kind) {
    case "input":
      return { kind: "previous" };
    case "array":
      return { kind: "array", items: argument.items.map(readPrevious) };
    case "object":
      return { kind: "object", entries: argument.entries.map(([key, item]) => [key, readPrevious(item)]) };
    case "value":
    case "shared":
    case "previous":
      return argument;
    default:
      return argument satisfies never;
  }
}
