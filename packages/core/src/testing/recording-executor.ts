import { taskKey } from "../graph/task.ts";
import type { Executor, ExecutorSession, Handle, StartedTask, TaskFeed } from "../scheduler/executor.ts";

/** An executor that runs nothing by itself: a test looks at what it was given, and says how tasks end. */
export interface RecordingExecutor extends Executor {
  /** Tasks that were taken and have not ended, in the order in which they were taken. */
  readonly running: readonly StartedTask[];
  /** Keys of all tasks taken so far. */
  readonly taken: readonly string[];
  readonly released: readonly Handle[];
  /** How the session was closed, once it is. */
  readonly closed: { readonly stopped: boolean } | undefined;
  /** Ends a running task with a result. */
  finish(key: string, ...handles: readonly Handle[]): void;
  /** Ends a running task with an error. */
  fail(key: string, error: unknown): void;
}

/**
 * Makes a {@link RecordingExecutor} for one run, with up to `concurrency` tasks running at once.
 */
export function createRecordingExecutor({
  concurrency,
}: {
  readonly concurrency: number;
}): RecordingExecutor {
  const running: StartedTask[] = [];
  const taken: string[] = [];
  const released: Handle[] = [];
  let feed: TaskFeed | undefined;
  let closed: { readonly stopped: boolean } | undefined;

  const session: ExecutorSession = {
    wake() {
      const started = feed!.take(concurrency - running.length);
      running.push(...started);
      for (const { id } of started)
        feed!.tell?.({ type: "task-started", id, worker: 0, at: performance.now() });
      taken.push(...started.map(({ task }) => taskKey(task)));
    },
    release: (handles) => void released.push(...handles),
    fetch: (handle) => handle,
    put: (value) => value,
    close: (options) => void (closed = options),
  };
  return {
    name: "recording",
    concurrency,
    running,
    taken,
    released,
    get closed() {
      return closed;
    },
    open(opened) {
      feed = opened;
      return session;
    },
    finish: (key, ...handles) => feed!.report([{ status: "finished", id: end(key), handles, elapsed: 1 }]),
    fail: (key, error) => feed!.report([{ status: "failed", id: end(key), error, elapsed: 1 }]),
  };

  function end(key: string): number {
    const at = running.findIndex(({ task }) => taskKey(task) === key);
    if (at < 0)
      throw new Error(
        `Task ${key} is not running; running are ${running.map(({ task }) => taskKey(task)).join(", ") || "none"}.`,
      );
    const [ended] = running.splice(at, 1);
    return ended!.id;
  }
}
