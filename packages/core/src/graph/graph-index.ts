import type { Layer } from "./task-graph.ts";
import { keyOf, type Task } from "./task.ts";

/**
 * A graph made ready to run: its tasks numbered from 0, and who reads what as flat arrays of integers, a few bytes a
 * task. The tasks themselves are still made only when they run.
 *
 * An *edge* is one input of one task. The edges of task `id` are `edgeStart[id]` up to `edgeStart[id + 1]`, in the
 * order of its inputs. A *result* is one part of one task: those of task `id` are `resultStart[id]` up to
 * `resultStart[id + 1]`.
 */
export interface GraphIndex {
  readonly size: number;
  readonly layers: readonly Layer[];
  readonly edgeStart: Int32Array;
  /** By edge: number of the task that is read. */
  readonly edgeTask: Int32Array;
  /** By edge: which of that task's results is read. */
  readonly edgeResult: Int32Array;
  /** By edge: 1 where the input is lazy. */
  readonly edgeLazy: Uint8Array;
  readonly resultStart: Int32Array;
  /** Numbers of the tasks, and of their results, that the caller wants, in the caller's order. */
  readonly targetTask: Int32Array;
  readonly targetResult: Int32Array;
  /** The layer a task is from: a place in `layers`. */
  layerOf(id: number): number;
  /** The task's place in that layer. */
  indexOf(id: number): number;
  /** Makes the task. */
  task(id: number): Task;
}

/** The key of a numbered task. */
export function keyOfTask(index: GraphIndex, id: number): string {
  return keyOf(index.layers[index.layerOf(id)]!.name, index.indexOf(id));
}

/** For each task the edges at which it is read: those of `id` are `edges[start[id]]` up to `edges[start[id + 1]]`. */
export interface Readers {
  readonly start: Int32Array;
  readonly edges: Int32Array;
  /** By edge: number of the task that reads. */
  readonly readerOf: Int32Array;
}

const known = new WeakMap<GraphIndex, Readers>();

/** Turns the edges round; for each graph once. */
export function readersOf(index: GraphIndex): Readers {
  let readers = known.get(index);
  if (readers === undefined) {
    readers = { ...edgesByTask(index), readerOf: edgeReaders(index) };
    known.set(index, readers);
  }
  return readers;
}

function edgesByTask({ size, edgeTask }: GraphIndex): Pick<Readers, "start" | "edges"> {
  const start = new Int32Array(size + 1);
  for (const task of edgeTask) start[task + 1]! += 1;
  for (let id = 0; id < size; id++) start[id + 1]! += start[id]!;
  const next = start.slice(0, size);
  const edges = new Int32Array(edgeTask.length);
  for (let edge = 0; edge < edgeTask.length; edge++) {
    const task = edgeTask[edge]!;
    edges[next[task]!] = edge;
    next[task]! += 1;
  }
  return { start, edges };
}

function edgeReaders({ size, edgeStart, edgeTask }: GraphIndex): Int32Array {
  const readers = new Int32Array(edgeTask.length);
  for (let id = 0; id < size; id++) {
    for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++) readers[edge] = id;
  }
  return readers;
}

/** An array of integers that grows: a list of numbers without a box per number. */
export class IntegerList {
  #items = new Int32Array(64);
  length = 0;

  push(item: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = item;
  }

  at(index: number): number {
    return this.#items[index]!;
  }

  toArray(): Int32Array {
    return this.#items.slice(0, this.length);
  }
}
