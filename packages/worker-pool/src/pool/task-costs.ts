import type { Layer, StartedTask, TaskFeed } from "@holdall/core";
import type { Content } from "./content.ts";

// Long enough that messages cost nothing beside the work, short enough that a batch delays nothing that matters.
const batchMs = 8;
const largestBatch = 512;
// About what sending a batch costs: less work than this is not worth sharing out.
const messageMs = 0.5;
const longestQueueMs = 100;
const weightOfNew = 0.3;

const mostRemembered = 1000;

/** What tasks took in earlier runs of a pool, by what they do. */
export type RememberedCosts = Map<string, number>;

/** Whom tasks are to be shared among. */
export interface WorkerCounts {
  readonly workers: number;
  /** How many of them have nothing to do. */
  readonly idle: number;
}

/** What the tasks of a run take, and how many of them make a batch. */
export class TaskCosts {
  /** By layer: layers of one kind call the same functions, as all calls of one delayed function do. */
  readonly #kinds: readonly string[];
  readonly #means: RememberedCosts;
  /** Kinds of which a task has ended in this run: what was remembered may have been of other data. */
  readonly #measured = new Set<string>();

  constructor(layers: readonly Layer[], content: Content | undefined, remembered: RememberedCosts) {
    this.#kinds = layers.map(({ name, shared: [first] }) =>
      first === undefined ? name : `${content!.name}/${content!.places.get(first)!}`,
    );
    this.#means = remembered;
  }

  note(layer: number, elapsed: number): void {
    const kind = this.#kinds[layer]!;
    const mean = this.#measured.has(kind) ? this.#means.get(kind)! : elapsed;
    this.#measured.add(kind);
    this.#means.delete(kind);
    this.#means.set(kind, mean + weightOfNew * (elapsed - mean));
    if (this.#means.size > mostRemembered) this.#means.delete(this.#means.keys().next().value!);
  }

  // Milliseconds; endless where nothing is known.
  #expected(layer: number): number {
    return this.#means.get(this.#kinds[layer]!) ?? Infinity;
  }

  /**
   * Takes tasks for one worker: many short ones or one long one. A task of which nothing is known ends its batch, so
   * that long tasks are not queued behind each other while other workers have nothing to do; where all that is known is
   * from another run, a batch is a fair share at most.
   */
  takeBatch(
    feed: TaskFeed,
    { workers, idle }: WorkerCounts,
  ): { readonly tasks: readonly StartedTask[]; readonly expected: number } {
    const fair = Math.ceil(feed.ready / workers);
    const share = Math.ceil(feed.ready / Math.max(1, idle));
    const tasks: StartedTask[] = [];
    let expected = 0;
    let most = 1;
    // The time of a task is told from when its batch starts.
    const isAlone = feed.timeout !== undefined;
    while (tasks.length < most && expected < (2 * tasks.length < fair ? batchMs : messageMs)) {
      const [task] = feed.take(1);
      if (task === undefined) break;
      tasks.push(task);
      expected += this.#expected(task.layer);
      if (!isAlone) most = this.#measured.has(this.#kinds[task.layer]!) ? largestBatch : share;
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
