import { NotSynchronousError } from "../errors.ts";
import { createPace } from "../run/pace.ts";
import { isThenable, runTask } from "../run/run-task.ts";
import { Run } from "../run/run.ts";
import { settle } from "../run/settle.ts";
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
    open: (feed) => openSession(feed, { mayWait: true }),
  });
}

// For calls that return the values themselves: nothing may be waited for.
const immediateExecutor: Executor = {
  name: "sync",
  concurrency: 1,
  open: (feed) => openSession(feed, { mayWait: false }),
};

/**
 * Runs a graph to its end before it returns.
 * @throws NotSynchronousError when a task returns a promise
 */
export function runSync(request: RunRequest): readonly unknown[] {
  const values = new Array<unknown>(request.targets.length);
  let failure: { readonly error: unknown } | undefined;
  const run = new Run(request, immediateExecutor, {
    onTarget(target, value) {
      values[target] = value;
      run.read(target);
    },
    onEnd: (reason) => (failure = reason),
  });
  run.start(request.targets.length);
  if (failure !== undefined) throw failure.error;
  return values;
}

function openSession(feed: TaskFeed, { mayWait }: { readonly mayWait: boolean }): ExecutorSession {
  let busy = false;
  let closed = false;
  const pace = mayWait ? createPace(() => closed) : undefined;

  return {
    wake() {
      if (!busy) drain();
    },
    release: () => undefined,
    fetch: (handle) => handle,
    close: () => void (closed = true),
  };

  // One task at a time, so that the engine's order is kept to the letter.
  function drain(): void {
    busy = true;
    while (!closed && feed.ready > 0) {
      const pause = pace?.turnIfDue();
      if (pause !== undefined) {
        pause.then(drain, () => undefined);
        return;
      }
      const [started] = feed.take(1);
      if (started === undefined) break;
      const begin = performance.now();
      const outcome = attempt(started, begin);
      if (outcome instanceof Promise) {
        void outcome.then((awaited) => {
          feed.report([awaited]);
          drain();
        });
        return;
      }
      feed.report([outcome]);
    }
    busy = false;
  }

  function attempt(started: StartedTask, begin: number): Outcome | Promise<Outcome> {
    const failed = (error: unknown): Outcome => ({
      status: "failed",
      id: started.id,
      error,
      elapsed: performance.now() - begin,
    });
    try {
      const value = runTask(started.task.steps, started.inputs, pace);
      if (!isThenable(value)) return settle(started, value, performance.now() - begin);
      const settled = Promise.resolve(value).then(
        (awaited) => settle(started, awaited, performance.now() - begin),
        failed,
      );
      return mayWait ? settled : failed(notSynchronous(started));
    } catch (error) {
      return failed(error);
    }
  }
}

function notSynchronous({ task }: StartedTask): NotSynchronousError {
  const operations = task.steps.map((step) => `\`${step.operation}\``).join(", ");
  return new NotSynchronousError(
    `A function given to ${operations} returned a promise (task ${task.steps.at(-1)!.key}), and computeSync() cannot wait. Use compute() instead.`,
  );
}
