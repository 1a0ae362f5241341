import type { Layer } from "../graph/task-graph.ts";
import type { Executor, ExecutorSession, Outcome, StartedTask, TaskFeed } from "../scheduler/executor.ts";
import { feedWith, sessionWith, takingBy } from "../scheduler/feed-with.ts";
import { attemptTask, type AttemptOptions } from "./attempt.ts";
import { failureAt } from "./run-task.ts";
import { createStrictCheck } from "./strict-check.ts";
import { ThreadHost } from "./thread-host.ts";

/** Opens a session of an executor that is given no task of a local layer: those are run here, on the calling thread. */
export function openWithoutLocalTasks(executor: Pick<Executor, "open">, feed: TaskFeed): ExecutorSession {
  const isLocal = feed.layers.some(({ local }) => local !== undefined);
  return isLocal ? new LocalTasks(feed).open(executor) : executor.open(feed);
}

const none: readonly StartedTask[] = [];

class LocalTasks {
  readonly #feed: TaskFeed;
  readonly #host: ThreadHost;
  readonly #options: AttemptOptions;
  #session!: ExecutorSession;

  constructor(feed: TaskFeed) {
    this.#feed = feed;
    this.#host = new ThreadHost(undefined, feed);
    this.#options = { host: this.#host, check: createStrictCheck(feed.strict) };
  }

  open(executor: Pick<Executor, "open">): ExecutorSession {
    const feed = this.#feed;
    const session = executor.open(
      feedWith(feed, {
        ...takingBy(feed, (max, take) => this.#takeOthers(max, take)),
        report: (outcomes) => feed.report(outcomes),
      }),
    );
    this.#session = session;
    return sessionWith(session, { close: (options) => this.#close(options) });
  }

  // Those of ours are started when an executor has room for what comes next, and so never are far ahead.
  #takeOthers(max: number, take: (max: number) => readonly StartedTask[]): readonly StartedTask[] {
    let others = none;
    for (;;) {
      const taken = take(max - others.length);
      if (taken.length === 0) return others;
      const own = taken.filter(({ layer }) => this.#layerAt(layer).local !== undefined);
      others = [...others, ...taken.filter((started) => !own.includes(started))];
      if (own.length === 0) return others;
      for (const started of own) this.#start(started);
    }
  }

  #layerAt(layer: number): Layer {
    return this.#feed.layers[layer]!;
  }

  #start(started: StartedTask): void {
    const begin = performance.now();
    this.#feed.tell?.({ type: "task-started", id: started.id, worker: 0, at: begin });
    const outcome = attemptTask(started, begin, this.#options);
    if (outcome instanceof Promise) void outcome.then((awaited) => this.#report(started, awaited));
    else this.#report(started, outcome);
  }

  #report(started: StartedTask, outcome: Outcome): void {
    this.#feed.report([outcome.status === "finished" ? this.#withHandles(started, outcome) : outcome]);
  }

  #withHandles({ task }: StartedTask, outcome: Outcome & { readonly status: "finished" }): Outcome {
    try {
      return { ...outcome, handles: outcome.handles.map((value) => this.#session.put(value)) };
    } catch (error) {
      const { id, elapsed } = outcome;
      return { status: "failed", id, error: failureAt(task.steps.at(-1)!, error), elapsed };
    }
  }

  #close(options: { readonly stopped: boolean }): Promise<void> | void {
    if (options.stopped) this.#host.stop();
    const closing = [this.#session.close(options), ...this.#feed.layers.map(({ local }) => local?.close())];
    const pending = closing.filter((one) => one instanceof Promise);
    if (pending.length > 0) return Promise.all(pending).then(() => undefined);
  }
}
