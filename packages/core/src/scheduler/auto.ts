import { TaskMovedError } from "../run/attempt.ts";
import type { PaceWatch } from "../run/pace.ts";
import { createScheduler } from "./create-scheduler.ts";
import type { Executor, ExecutorSession, Handle, Outcome, StartedTask, TaskFeed } from "./executor.ts";
import { feedWith } from "./feed-with.ts";
import { LocalHandle, remoteHandles, toLocal, toRemote } from "./local-handle.ts";
import type { Scheduler } from "./scheduler.ts";
import { openThreadSession } from "./sync.ts";

/**
 * A scheduler that begins on the calling thread, where small work is done before a worker could have been asked, and
 * brings in workers as soon as what is left is worth it, by what the work has taken so far. Once an element has taken
 * longer than 20 ms, none runs on the calling thread any more; its partition is computed anew by a worker.
 *
 * @param workers - what is brought in: the executor of another scheduler
 */
export function automatic(workers: Executor): Scheduler {
  return createScheduler({
    name: "auto",
    concurrency: workers.concurrency,
    open: (feed) => new AutoSession(feed, workers),
  });
}

const longestElementMs = 20;
// The event loop turns more often once there are workers, whose messages are to be heeded.
const turnEveryMs = { alone: 20, together: 2 };

class AutoSession implements ExecutorSession, PaceWatch {
  readonly #feed: TaskFeed;
  readonly #workers: Executor;
  readonly #here: ExecutorSession;
  /** Whether a task, or a call, may have to be ended that has had its time: only a worker can be. */
  readonly #isTimed: boolean;
  #away: ExecutorSession | undefined;
  /** Whether tasks may still be taken to run here. */
  #takesHere = true;
  #ended = 0;
  /** Of tasks that ended here, but for the first: that one has mostly compiled code. */
  readonly #measured = { tasks: 0, elapsed: 0 };
  #isFirst = true;
  /** When the task that runs here was taken, and whether its elements were looked at since. */
  #taken = 0;
  #isWatched = false;

  constructor(feed: TaskFeed, workers: Executor) {
    this.#feed = feed;
    this.#workers = workers;
    this.#isTimed = feed.timeout !== undefined || feed.layers.some(({ isTimed = false }) => isTimed);
    this.#here = openThreadSession(
      feedWith(feed, {
        take: () => this.#takeHere(),
        takeInOrder: () => this.#takeHere(),
        report: (outcomes) => this.#reportHere(outcomes),
        partial: (id, part) => feed.partial?.(id, { ...part, value: new LocalHandle(part.value) }),
      }),
      { mayWait: true, watch: this },
    );
  }

  get turnEveryMs(): number {
    return this.#away === undefined ? turnEveryMs.alone : turnEveryMs.together;
  }

  look(elapsed: number): void {
    this.#isWatched = true;
    if (elapsed > longestElementMs) {
      this.#leaveThread();
      throw new TaskMovedError();
    }
    this.#weigh(performance.now() - this.#taken);
  }

  wake(): void {
    if (this.#isTimed && this.#away === undefined) this.#leaveThread();
    this.#away?.wake();
    if (this.#takesHere) this.#here.wake();
  }

  release(handles: readonly Handle[]): void {
    this.#here.release(handles.flatMap((handle) => (handle instanceof LocalHandle ? [handle.value] : [])));
    const away = remoteHandles(handles);
    if (away.length > 0) this.#away!.release(away);
  }

  fetch(handle: Handle, isLast: boolean): unknown {
    return handle instanceof LocalHandle
      ? this.#here.fetch(handle.value, isLast)
      : this.#away!.fetch(handle, isLast);
  }

  put(value: unknown): Handle {
    return new LocalHandle(value);
  }

  tellRunning(): void {
    this.#away?.tellRunning?.();
  }

  async close(options: { readonly stopped: boolean }): Promise<void> {
    this.#takesHere = false;
    await this.#here.close(options);
    await this.#away?.close(options);
  }

  #takeHere(): readonly StartedTask[] {
    if (!this.#takesHere) return [];
    this.#taken = performance.now();
    this.#isWatched = false;
    // What waits in a file the session of this thread reads itself.
    const fetch = (handle: Handle): unknown =>
      handle instanceof LocalHandle ? handle.value : this.#away!.fetch(handle, false);
    return this.#feed.take(1).flatMap((started) => toLocal(started, fetch, this.#feed));
  }

  #reportHere(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.status !== "finished") continue;
      this.#ended += 1;
      if (!this.#isFirst) {
        this.#measured.tasks += 1;
        this.#measured.elapsed += outcome.elapsed;
      }
      this.#isFirst = false;
      // One call that nothing could look into.
      if (!this.#isWatched && outcome.elapsed > longestElementMs) this.#leaveThread();
    }
    this.#feed.report(outcomes.map(withLocalHandles));
    this.#weigh(0);
  }

  #takeAway(max: number): readonly StartedTask[] {
    const put = (value: unknown): Handle => this.#away!.put(this.#here.fetch(value, false));
    return this.#feed.take(max).flatMap((started) => toRemote(started, { put }, this.#feed));
  }

  #reportAway(outcomes: readonly Outcome[]): void {
    // They are there: what they do need not be done here.
    this.#takesHere = false;
    this.#ended += outcomes.length;
    this.#feed.report(outcomes);
  }

  #leaveThread(): void {
    this.#takesHere = false;
    this.#bringInWorkers();
  }

  /** Brings in workers if that is worth it. @param elapsed - what the task that runs here has taken so far */
  #weigh(elapsed: number): void {
    if (this.#away !== undefined) return;
    const { concurrency, startupMs = 0 } = this.#workers;
    const { tasks, elapsed: measured } = this.#measured;
    const mean = Math.max(elapsed, tasks === 0 ? 0 : measured / tasks);
    const left = (this.#feed.size - this.#ended) * mean;
    if (left * (1 - 1 / concurrency) > startupMs) this.#bringInWorkers();
  }

  #bringInWorkers(): void {
    if (this.#away !== undefined) return;
    this.#away = this.#workers.open(
      feedWith(this.#feed, {
        take: (max) => this.#takeAway(max),
        takeInOrder: (max) => this.#takeAway(max),
        report: (outcomes) => this.#reportAway(outcomes),
      }),
    );
    this.#away.wake();
  }
}

function withLocalHandles(outcome: Outcome): Outcome {
  return outcome.status === "finished"
    ? { ...outcome, handles: outcome.handles.map((value) => new LocalHandle(value)) }
    : outcome;
}
