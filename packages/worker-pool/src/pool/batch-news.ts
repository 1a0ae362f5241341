import type { TaskFeed } from "@holdall/core";
import { sizeOf, type Block } from "../codec.ts";
import { isBlock, type FromWorker } from "../messages.ts";
import type { OpenTasks } from "./pool-worker.ts";

/** Tells those who listen to a run what a worker does with a batch of its tasks. */
export class BatchNews {
  readonly #feed: TaskFeed;
  readonly #worker: number;
  readonly #open: OpenTasks;
  /** Since when the first of its open tasks runs. */
  #since = Infinity;

  constructor(feed: TaskFeed, worker: number, open: OpenTasks) {
    this.#feed = feed;
    this.#worker = worker;
    this.#open = open;
  }

  sent(blocks: readonly Block[], tasks: number): void {
    this.#tellBytes("to-worker", blocks, tasks);
  }

  /** The first of the open tasks runs, or is about to. */
  running(): void {
    this.#since = performance.now();
    this.tellRunning();
  }

  /** Tells of the task that runs. */
  tellRunning(): void {
    const [first] = this.#open.keys();
    if (first !== undefined) this.#tellStarted(first, this.#since);
  }

  /**
   * Tasks have ended. They ran one after the other, and the worker said how long each took: so it is known when they
   * started, but for what passed between them.
   */
  ended({ finished, others }: FromWorker & { readonly type: "outcomes" }): void {
    if (this.#feed.tell === undefined) return;
    const took = [
      ...finished.ids.map((id, at) => ({ id, elapsed: finished.elapsed[at]! })),
      ...others.map((other) => ({ id: other.id, elapsed: other.status === "failed" ? other.elapsed : 0 })),
    ];
    const total = took.reduce((sum, { elapsed }) => sum + elapsed, 0);
    let at = Math.min(this.#since, performance.now() - total);
    for (const { id, elapsed } of took) {
      this.#tellStarted(id, at);
      at += elapsed;
    }
    this.#tellBytes("from-worker", finished.results.filter(isBlock), took.length);
  }

  // What nobody hears is not added up.
  #tellBytes(direction: "to-worker" | "from-worker", blocks: readonly Block[], tasks: number): void {
    const { tell } = this.#feed;
    if (tell === undefined) return;
    const bytes = blocks.reduce((sum, block) => sum + sizeOf(block), 0);
    tell({ type: "bytes", worker: this.#worker, direction, bytes, tasks });
  }

  #tellStarted(id: number, at: number): void {
    this.#feed.tell?.({ type: "task-started", id, worker: this.#worker, at });
  }
}
