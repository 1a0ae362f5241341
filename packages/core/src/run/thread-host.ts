import type { Pace, TaskHost, TaskProgress } from "../graph/task.ts";
import type { TaskFeed } from "../scheduler/executor.ts";
import { createQuietController } from "./quiet-controller.ts";

/** What the calling thread offers to the tasks of one run. */
export class ThreadHost implements TaskHost {
  readonly pace: Pace | undefined;
  readonly #feed: Pick<TaskFeed, "progress">;
  #controller: AbortController | undefined;
  #isStopped = false;

  constructor(pace: Pace | undefined, feed: Pick<TaskFeed, "progress">) {
    this.pace = pace;
    this.#feed = feed;
  }

  get progress(): ((progress: TaskProgress) => void) | undefined {
    return this.#feed.progress;
  }

  // Most tasks never ask.
  get signal(): AbortSignal {
    this.#controller ??= createQuietController();
    if (this.#isStopped) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Tells functions that their run needs them no more. */
  stop(): void {
    this.#isStopped = true;
    this.#controller?.abort();
  }
}
