import { NotSynchronousError } from "../errors.ts";
import { countTargets, taskKey } from "../graph/task.ts";
import { attemptTask } from "../run/attempt.ts";
import { createPace, type PaceWatch } from "../run/pace.ts";
import { Run } from "../run/run.ts";
import { createScheduler } from "./create-scheduler.ts";
import type { Executor, ExecutorSession, StartedTask, TaskFeed } from "./executor.ts";
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
  if (failure !== undefined) throw failure.error;
  return values;
}

/** How a session on the calling thread differs from others. */
export interface ThreadSessionOptions {
  /** Whether promises are awaited; if not, a task that returns one fails. */
  readonly mayWait: boolean;
  readonly watch?: PaceWatch | undefined;
}

/** Runs tasks one at a time on the calling thread, so that the engine's order is kept to the letter. */
export function openThreadSession(feed: TaskFeed, { mayWait, watch }: ThreadSessionOptions): ExecutorSession {
  let busy = false;
  let closed = false;
  const pace = mayWait ? createPace(() => closed, watch) : undefined;

  return {
    wake() {
      if (!busy) drain();
    },
    release: () => undefined,
    fetch: (handle) => handle,
    put: (value) => value,
    close: () => void (closed = true),
  };

  function drain(): void {
    busy = true;
    while (!closed && feed.ready > 0) {
      const begin = performance.now();
      const pause = pace?.turnIfDue(begin);
      if (pause !== undefined) {
        pause.then(drain, () => undefined);
        return;
      }
      const [started] = feed.take(1);
      if (started === undefined) break;
      const outcome = attemptTask(started, begin, pace);
      if (!(outcome instanceof Promise)) feed.report([outcome]);
      else if (mayWait) {
        void outcome.then((awaited) => {
          feed.report([awaited]);
          drain();
        });
        return;
      } else {
        const { id } = started;
        feed.report([
          { status: "failed", id, error: notSynchronous(started), elapsed: performance.now() - begin },
        ]);
      }
    }
    busy = false;
  }
}

function notSynchronous({ task }: StartedTask): NotSynchronousError {
  const operations = task.steps.map((step) => `\`${step.operation}\``).join(", ");
  return new NotSynchronousError(
    `A function given to ${operations} returned a promise (task ${taskKey(task)}), and computeSync() cannot wait. Use compute() instead.`,
  );
}
