import type { StartedTask, TaskFeed } from "@holdall/core";

// Long enough that messages cost nothing beside the work, short enough that a batch delays nothing that matters.
const batchMs = 8;
const largestBatch = 512;
const weightOfNew = 0.3;

/** What tasks of each layer have taken so far, and how many of them make a batch. */
export class TaskCosts {
  readonly #means: (number | undefined)[] = [];

  /** Milliseconds a task of this layer is expected to take; unknown until one has run. */
  expected(layer: number): number {
    return this.#means[layer] ?? Infinity;
  }

  note(layer: number, elapsed: number): void {
    const mean = this.#means[layer];
    this.#means[layer] = mean === undefined ? elapsed : mean + weightOfNew * (elapsed - mean);
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
    const most = Math.min(largestBatch, Math.ceil(feed.ready / (2 * workers)));
    const tasks: StartedTask[] = [];
    let expected = 0;
    while (tasks.length < most && expected < batchMs) {
      const [task] = feed.take(1);
      if (task === undefined) break;
      tasks.push(task);
      expected += this.expected(task.layer);
    }
    return { tasks, expected };
  }
}

/** Whether a worker that has `batches` under way, expected to take `expected` ms, is to get another. */
export function hasRoom(batches: number, expected: number): boolean {
  return batches === 0 || (batches === 1 && expected < 2 * batchMs);
}
