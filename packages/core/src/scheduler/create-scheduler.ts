import { countTargets } from "../graph/task.ts";
import { AbortError } from "../errors.ts";
import { interruption } from "../run/interruption.ts";
import { Run, type RunObserver } from "../run/run.ts";
import type { Executor } from "./executor.ts";
import type { RunRequest, Scheduler } from "./scheduler.ts";

/**
 * Makes a scheduler of an executor: the engine keeps the state of each run, the executor runs single tasks.
 *
 * @example
 * {@includeCode ../../../../examples/snippets/src/executor.ts}
 */
export function createScheduler(executor: Executor): Scheduler {
  return {
    name: executor.name,
    executor,
    run: (request) => runAll(request, executor),
    stream: (request) => streamTargets(request, executor),
  };
}

/** A run that ends, and then the process, when that is told to. */
function createRun(request: RunRequest, executor: Executor, observer: RunObserver): Run {
  if (request.handleSignals === false) return new Run(request, executor, observer);
  const underWay = { stop: (reason: unknown): void => run.fail(new AbortError(reason)) };
  const run = new Run(request, executor, {
    ...observer,
    onEnd(failure) {
      if (interruption.leave(underWay)) observer.onEnd(failure);
    },
  });
  interruption.enter(underWay);
  return run;
}

/** Computes all targets; values are fetched as they come, while other tasks still run. */
function runAll(request: RunRequest, executor: Executor): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    const wanted = countTargets(request.targets);
    const values = new Array<unknown>(wanted);
    const pending: Promise<void>[] = [];
    const run = createRun(request, executor, {
      onTarget(target, value) {
        if (value instanceof Promise) pending.push(value.then((fetched) => void (values[target] = fetched)));
        else values[target] = value;
      },
      onEnd(failure) {
        const fetched = Promise.all(pending);
        resolve(
          fetched.then(
            () => valuesUnless(failure),
            (error: unknown) => valuesUnless(failure ?? { error }),
          ),
        );
      },
    });
    run.start(wanted);

    function valuesUnless(failure: { readonly error: unknown } | undefined): readonly unknown[] {
      if (failure !== undefined) throw failure.error;
      return values;
    }
  });
}

/** Yields target after target; as many as can be worked on side by side, twice over, are asked for ahead of the reader. */
async function* streamTargets(
  request: RunRequest,
  executor: Executor,
): AsyncGenerator<unknown, void, undefined> {
  const wanted = countTargets(request.targets);
  const values = new Map<number, unknown>();
  let end: { readonly failure: { readonly error: unknown } | undefined } | undefined;
  let notify: () => void = () => undefined;
  const run = createRun(request, executor, {
    onTarget(target, value) {
      if (value instanceof Promise) value.catch(() => undefined);
      values.set(target, value);
      notify();
    },
    onEnd(failure) {
      end = { failure };
      notify();
    },
  });
  const change = (): Promise<void> => new Promise((resolve) => (notify = resolve));
  try {
    run.start(executor.concurrency === 1 ? 1 : 2 * executor.concurrency);
    for (let target = 0; target < wanted; target++) {
      while (!values.has(target)) {
        if (end?.failure !== undefined) throw end.failure.error;
        await change();
      }
      const value: unknown = await values.get(target);
      values.delete(target);
      yield value;
      run.demand(1);
    }
    while (end === undefined) await change();
    if (end.failure !== undefined) throw end.failure.error;
  } finally {
    run.fail(new Error("The reader left the loop."));
    while (end === undefined) await change();
  }
}
