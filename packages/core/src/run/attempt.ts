import { AbortError } from "../errors.ts";
import { missingSlots, type TaskHost } from "../graph/task.ts";
import { isInstance } from "../is-error.ts";
import type { Outcome, StartedTask, TaskFeed } from "../scheduler/executor.ts";
import { createTaskRun, isThenable, runTask, type TaskRun } from "./run-task.ts";
import type { StrictCheck } from "./strict-check.ts";
import { TimedHost } from "./timed-host.ts";

/** Thrown by a pace to stop a task on the calling thread that is to run elsewhere: it counts as lost. */
export class TaskMovedError extends AbortError {
  constructor() {
    super(undefined);
  }
}

/** What is common to the tasks of a session on the calling thread. */
export interface AttemptOptions {
  readonly host: TaskHost | undefined;
  /** Milliseconds that a task may take. */
  readonly timeout?: number | undefined;
  readonly check: StrictCheck | undefined;
  /** Told what tasks save. */
  readonly partial?: TaskFeed["partial"];
}

/**
 * Runs a task on the calling thread; a promise only where user code returned one.
 * @param begin - when it started
 */
export function attemptTask(
  started: StartedTask,
  begin: number,
  options: AttemptOptions,
): Outcome | Promise<Outcome> {
  const { timeout } = options;
  if (timeout === undefined) return attempt(started, begin, options);
  const host = new TimedHost(options.host, { timeout, end: begin + timeout });
  const outcome = attempt(started, begin, { ...options, host });
  return outcome instanceof Promise ? host.race(outcome, started) : outcome;
}

function attempt(started: StartedTask, begin: number, options: AttemptOptions): Outcome | Promise<Outcome> {
  try {
    options.check?.assertSendable(started);
    const run = createTaskRun({
      steps: started.task.steps,
      inputs: started.inputs,
      attempt: started.attempt,
      host: options.host,
      saves: started.saves && { ...started.saves, save: (part) => options.partial?.(started.id, part) },
    });
    const value = runTask(run);
    if (!isThenable(value)) return settle(started, { run, begin, check: options.check }, value);
    return Promise.resolve(value)
      .then((awaited) => settle(started, { run, begin, check: options.check }, awaited))
      .catch((error: unknown) => failureOf(started, error, begin));
  } catch (error) {
    return failureOf(started, error, begin);
  }
}

function failureOf({ id }: StartedTask, error: unknown, begin: number): Outcome {
  return isInstance(error, TaskMovedError)
    ? { status: "lost", id }
    : { status: "failed", id, error, elapsed: performance.now() - begin };
}

interface AttemptUnderWay {
  readonly run: TaskRun;
  readonly begin: number;
  readonly check: StrictCheck | undefined;
}

// On the calling thread handles are the values themselves.
function settle({ id, task }: StartedTask, { run, begin, check }: AttemptUnderWay, value: unknown): Outcome {
  const elapsed = performance.now() - begin;
  const slots = missingSlots(value);
  if (slots !== undefined) return { status: "missing", id, slots };
  const handles = task.parts === 1 ? [value] : (value as unknown[]);
  check?.assertReturnable(handles, task.steps.at(-1)!);
  return { status: "finished", id, handles, elapsed, skipped: run.skipped };
}
