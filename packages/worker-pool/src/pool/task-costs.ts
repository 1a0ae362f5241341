import type { Layer, StartedTask, TaskFeed } from "@holdall/core";

// Long enough that messages cost nothing beside the work, short enough that a batch delays nothing that matters.
const batchMs = 8;
const largestBatch = 512;
// About what sending a batch costs: less work than this is not worth sharing out.
const messageMs = 0.5;
const longestQueueMs = 100;
const weightOfNew = 0.3;

/** What tasks of each kind have taken so far, and how many of them make a batch. */
export class TaskCosts {
  readonly #kinds: readonly unknown[];
  readonly #means = new Map<unknown, number>();

  /** Layers that share their first constant call the same functions: so do all calls of one delayed function. */
  constructor(layers: readonly Layer[]) {
    this.#kinds = layers.map((layer) => layer.shared[0] ?? layer);
  }

  /** Milliseconds a task of this layer is expected to take; endless until one has run. */
  expected(layer: number): number {
    return this.#means.get(this.#kinds[layer]) ?? Infinity;
  }

  note(layer: number, elapsed: number): void {
    const kind = this.#kinds[layer];
    const mean = this.#means.get(kind) ?? elapsed;
    this.#means.set(kind, mean + weightOfNew * (elapsed - mean));
  }

  /**
   * Takes tasks for one worker: many short ones or one long one. A task of which nothing is known ends its batch, so
   * that long tasks are not queued behind each other while other workers have nothing to do.
   * @param workers - how many the ready tasks are to be shared among
   */
  takeBatch(
    feed: TaskFeed,
    workers: number,
  ): { readonly tasks: readonly StartedTask[]; readonly expected: number } {
    const share = Math.ceil(feed.ready / (2 * workers));
    const tasks: StartedTask[] = [];
    let expected = 0;
    while (tasks.length < largestBatch && expected < (tasks.length < share ? batchMs : messageMs)) {
      const [task] = feed.take(1);
      if (task === undefined) break;
      tasks.push(task);
      expected += this.expected(task.layer);
    }
    return { tasks, expected };
  }
}

/**
 * Whether a worker that has `batches` under way, expected to take `expected` ms, is to get another, so that it need not
 * wait for the next. Where work is running out, what is queued here might be done earlier elsewhere.
 */
export function hasRoom(batches: number, expected: number, isPlenty: boolean): boolean {
  if (batches === 0) return true;
  return batches === 1 && expected < (isPlenty ? longestQueueMs : 2 * batchMs);
}
