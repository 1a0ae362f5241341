import { AbortError } from "../errors.ts";
import { missingSlots, type Pace } from "../graph/task.ts";
import type { Outcome, StartedTask } from "../scheduler/executor.ts";
import { isThenable, runTask } from "./run-task.ts";

/** Thrown by a pace to stop a task on the calling thread that is to run elsewhere: it counts as lost. */
export class TaskMovedError extends AbortError {
  constructor() {
    super(undefined);
  }
}

/**
 * Runs a task on the calling thread; a promise only where user code returned one.
 * @param begin - when it started
 */
export function attemptTask(
  started: StartedTask,
  begin: number,
  pace: Pace | undefined,
): Outcome | Promise<Outcome> {
  try {
    const value = runTask(started.task.steps, started.inputs, pace);
    if (!isThenable(value)) return settle(started, value, performance.now() - begin);
    return Promise.resolve(value).then(
      (awaited) => settle(started, awaited, performance.now() - begin),
      (error: unknown) => failureOf(started, error, begin),
    );
  } catch (error) {
    return failureOf(started, error, begin);
  }
}

function failureOf({ id }: StartedTask, error: unknown, begin: number): Outcome {
  return error instanceof TaskMovedError
    ? { status: "lost", id }
    : { status: "failed", id, error, elapsed: performance.now() - begin };
}

// On the calling thread handles are the values themselves.
function settle(started: StartedTask, value: unknown, elapsed: number): Outcome {
  const { id, task } = started;
  const slots = missingSlots(value);
  if (slots !== undefined) return { status: "missing", id, slots };
  return { status: "finished", id, handles: task.parts === 1 ? [value] : (value as unknown[]), elapsed };
}
