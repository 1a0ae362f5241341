import { NotSynchronousError } from "../errors.ts";
import { countTargets, taskKey } from "../graph/task.ts";
import { attemptTask } from "../run/attempt.ts";
import { createPace, type PaceWatch } from "../run/pace.ts";
import { Run } from "../run/run.ts";
import { createStrictCheck } from "../run/strict-check.ts";
import { ThreadHost } from "../run/thread-host.ts";
import { openSpilling } from "../spill/spill-on-thread.ts";
import { createScheduler } from "./create-scheduler.ts";
import type { Executor, ExecutorSession, Outcome, StartedTask, TaskFeed } from "./executor.ts";
import type { RunRequest, Scheduler } from "./scheduler.ts";

/**
 * A scheduler that runs one task after the other on the calling thread: for debugging, where a breakpoint in a
 * function stops in that function, and for work too small to share out. Asynchronous functions are awaited one at a
 * time. The event loop turns now and then between elements.
 */
export function synchronous(): Scheduler {
  return createScheduler({
    name: "sync",
    concurrency: 1,
    open: (feed) => openThreadSession(feed, { mayWait: true }),
  });
}

// For calls that return the values themselves: nothing may be waited for.
const immediateExecutor: Executor = {
  name: "sync",
  concurrency: 1,
  open: (feed) => openThreadSession(feed, { mayWait: false }),
};

/**
 * Runs a graph to its end before it returns.
 * @throws NotSynchronousError when a task returns a promise
 */
export function runSync(request: RunRequest): readonly unknown[] {
  const wanted = countTargets(request.targets);
  const values = new Array<unknown>(wanted);
  let failure: { readonly error: unknown } | undefined;
  const run = new Run(request, immediateExecutor, {
    onTarget: (target, value) => void (values[target] = value),
    onEnd: (reason) => (failure = reason),
  });
  run.start(wanted);
  if (!run.ended) {
    const error = new NotSynchronousError(
      "It reads from an asynchronous iterable, and computeSync() cannot wait. Use compute() instead.",
    );
    run.fail(error);
    throw error;
  }
  if (failure !== undefined) throw failure.error;
  return values;
}

/** How a session on the calling thread differs from others. */
export interface ThreadSessionOptions {
  /** Whether promises are awaited; if not, a task that returns one fails. */
  readonly mayWait: boolean;
  readonly watch?: PaceWatch | undefined;
}

// Tasks that are over in no time are taken and told several at a time; one that takes longer is told at once.
const batch = { most: 32, longestMs: 0.5 };
const none: readonly StartedTask[] = [];

/** Runs tasks one at a time on the calling thread, so that the engine's order is kept to the letter. */
export function openThreadSession(feed: TaskFeed, options: ThreadSessionOptions): ExecutorSession {
  return openSpilling(feed, 1, (own) => openSession(own, options));
}

function openSession(feed: TaskFeed, { mayWait, watch }: ThreadSessionOptions): ExecutorSession {
  let busy = false;
  let closed = false;
  let size = 1;
  let taken = none;
  let next = 0; // of those taken
  let ended: Outcome[] = [];
  const pace = mayWait ? createPace(() => closed, watch) : undefined;
  const host = new ThreadHost(pace, feed);
  const { timeout, partial } = feed;
  const options = { host, timeout, partial, check: createStrictCheck(feed.strict) };

  return {
    wake() {
      if (!busy) drain();
    },
    release: () => undefined,
    fetch: (handle) => handle,
    put: (value) => value,
    close({ stopped }) {
      closed = true;
      if (stopped) host.stop();
    },
  };

  function drain(): void {
    busy = true;
    while (!closed) {
      if (taken.length === 0 && feed.ready === 0) break;
      const start = performance.now();
      const pause = pace?.turnIfDue(start);
      if (pause !== undefined) {
        pause.then(drain, () => undefined);
        return;
      }
      if (taken.length === 0) {
        taken = feed.takeInOrder(size);
        next = 0;
        if (taken.length === 0) break;
      }
      const waiting = runTaken(start);
      if (waiting !== undefined) {
        void waiting.then(drain);
        return;
      }
    }
    busy = false;
  }

  /** Runs what was taken, as far as it takes no time, and tells how it ended; a promise where one has to be awaited. */
  function runTaken(start: number): Promise<void> | undefined {
    let begin = start;
    while (next < taken.length && !closed) {
      const started = taken[next++]!;
      feed.tell?.({ type: "task-started", id: started.id, worker: 0, at: begin });
      const outcome = attemptTask(started, begin, options);
      if (outcome instanceof Promise && mayWait) {
        tell();
        return outcome.then((awaited) => feed.report([awaited]));
      }
      ended.push(outcome instanceof Promise ? refuse(started, performance.now() - begin) : outcome);
      if (outcome instanceof Promise || outcome.status !== "finished") break;
      begin += outcome.elapsed;
      if (begin - start > batch.longestMs) break;
    }
    if (next === taken.length) taken = none; // and what they read
    tell();
    size = begin - start < batch.longestMs ? Math.min(2 * size, batch.most) : 1;
    return undefined;
  }

  function tell(): void {
    if (ended.length === 0) return;
    const outcomes = ended;
    ended = [];
    feed.report(outcomes);
  }
}

function refuse(started: StartedTask, elapsed: number): Outcome {
  return { status: "failed", id: started.id, error: notSynchronous(started), elapsed };
}

function notSynchronous({ task }: StartedTask): NotSynchronousError {
  const operations = task.steps.map((step) => `\`${step.operation}\``).join(", ");
  return new NotSynchronousError(
    `A function given to ${operations} returned a promise (task ${taskKey(task)}), and computeSync() cannot wait. Use compute() instead.`,
  );
}
