import { AbortError } from "../errors.ts";
import { missingSlots, type TaskHost } from "../graph/task.ts";
import { isInstance } from "../is-error.ts";
import type { Outcome, StartedTask, TaskFeed } from "../scheduler/executor.ts";
import { expiredOutcome } from "./expired.ts";
import { createTaskRun, isThenable, runTask, type TaskRun } from "./run-task.ts";
import type { StrictCheck } from "./strict-check.ts";
import { TimeLimit } from "./time-limit.ts";
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
  const { timeout, host } = options;
  if (timeout === undefined) return attempt(started, begin, options);
  const limit = new TimeLimit(timeout, begin, () => host?.signal);
  const outcome = attempt(started, begin, { ...options, host: new TimedHost(host, limit), limit });
  if (!(outcome instanceof Promise)) limit.close();
  return outcome;
}

function attempt(
  started: StartedTask,
  begin: number,
  options: AttemptOptions & { readonly limit?: TimeLimit },
): Outcome | Promise<Outcome> {
  const { host, check, limit } = options;
  try {
    check?.assertSendable(started);
    const run = createTaskRun({
      steps: started.task.steps,
      inputs: started.inputs,
      attempt: started.attempt,
      host,
      scratch: started.scratch,
      saves: started.saves && { ...started.saves, save: (part) => options.partial?.(started.id, part) },
    });
    const value = runTask(run);
    if (!isThenable(value)) return settle(started, { run, begin, check }, value);
    return (limit?.race(value) ?? Promise.resolve(value))
      .then((awaited) => settle(started, { run, begin, check }, awaited))
      .catch((error: unknown) =>
        limit?.hasExpired === true
          ? expiredOutcome(started, limit.timeout, host?.workerId ?? 0)
          : failureOf(started, error, begin),
      );
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
