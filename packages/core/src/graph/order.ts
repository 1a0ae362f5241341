import { GraphError } from "../errors.ts";
import { keyOfTask, readersOf, type GraphIndex } from "./graph-index.ts";

/**
 * Ranks tasks so that running them by rank keeps few results alive: depth first from the targets, and of what a task
 * reads the part that needs most room first, as that room is free again when the others run. So a binary reduction
 * over 32 leaves never holds more than 6 results.
 *
 * The aim is dask.order's; the method is the numbering of Sethi and Ullman (1970), "The generation of optimal code for
 * arithmetic expressions", taken over from trees to graphs.
 *
 * @returns by task: its rank, from 0
 * @throws GraphError naming the keys of a cycle
 */
export function order(index: GraphIndex): Int32Array {
  const room = roomNeeded(index);
  const ranks = new Int32Array(index.size).fill(-1);
  let rank = 0;
  const stack: number[] = [];
  for (const target of index.targetTask) {
    // Most targets of most graphs are leaves, or ranked by now.
    if (ranks[target]! >= 0) continue;
    if (index.edgeStart[target] === index.edgeStart[target + 1]) {
      ranks[target] = rank++;
      continue;
    }
    stack.push(target);
    while (stack.length > 0) {
      const id = stack.at(-1)!;
      const open = ranks[id]! < 0 ? unranked(index, id, ranks) : [];
      if (open.length > 0) {
        // The last pushed is run first. One by one, as there may be more than a call takes arguments.
        for (const next of sortByRoom(open, room).reverse()) stack.push(next);
      } else {
        stack.pop();
        if (ranks[id]! < 0) ranks[id] = rank++;
      }
    }
  }
  return ranks;
}

function unranked({ edgeStart, edgeTask }: GraphIndex, id: number, ranks: Int32Array): number[] {
  const open: number[] = [];
  for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++) {
    const task = edgeTask[edge]!;
    if (ranks[task]! < 0) open.push(task);
  }
  return open;
}

/** By task: how many results are alive at once while it is computed, if nothing were shared. */
function roomNeeded(index: GraphIndex): Int32Array {
  const room = new Int32Array(index.size).fill(1);
  for (const id of dependenciesFirst(index)) {
    if (index.edgeStart[id] === index.edgeStart[id + 1]) continue;
    const inputs: number[] = [];
    for (let edge = index.edgeStart[id]!; edge < index.edgeStart[id + 1]!; edge++)
      inputs.push(index.edgeTask[edge]!);
    room[id] = sortByRoom(inputs, room).reduce((most, input, held) => Math.max(most, room[input]! + held), 1);
  }
  return room;
}

function sortByRoom(tasks: number[], room: Int32Array): number[] {
  const first = tasks.length === 0 ? 0 : room[tasks[0]!]!;
  return tasks.every((task) => room[task] === first) ? tasks : tasks.sort((a, b) => room[b]! - room[a]!);
}

/** Kahn's algorithm. */
function dependenciesFirst(index: GraphIndex): Int32Array {
  const { size, edgeStart } = index;
  const readers = readersOf(index);
  const waitsFor = new Int32Array(size);
  const sorted = new Int32Array(size);
  let known = 0;
  for (let id = 0; id < size; id++) {
    waitsFor[id] = edgeStart[id + 1]! - edgeStart[id]!;
    if (waitsFor[id] === 0) sorted[known++] = id;
  }
  for (let i = 0; i < known; i++) {
    const id = sorted[i]!;
    for (let at = readers.start[id]!; at < readers.start[id + 1]!; at++) {
      const reader = readers.readerOf[readers.edges[at]!]!;
      waitsFor[reader]! -= 1;
      if (waitsFor[reader] === 0) sorted[known++] = reader;
    }
  }
  if (known < size) throw cycleError(index, waitsFor);
  return sorted;
}

// Whoever still waits is on a cycle or reads one: following such inputs must come back to where it was.
function cycleError(index: GraphIndex, waitsFor: Int32Array): GraphError {
  const path: number[] = [];
  let id = waitsFor.findIndex((count) => count > 0);
  while (!path.includes(id)) {
    path.push(id);
    const inputs = index.edgeTask.subarray(index.edgeStart[id], index.edgeStart[id + 1]);
    id = inputs.find((input) => waitsFor[input]! > 0)!;
  }
  const keys = [...path.slice(path.indexOf(id)), id].map((task) => keyOfTask(index, task));
  return new GraphError(`The graph has a cycle: ${keys.join(" reads ")}.`, keys);
}
