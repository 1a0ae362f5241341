import { missingSlots } from "../graph/task.ts";
import type { Outcome, StartedTask } from "../scheduler/executor.ts";

/** The outcome of a task that ran on the calling thread, where handles are the values themselves. */
export function settle(started: StartedTask, value: unknown, elapsed: number): Outcome {
  const { id, task } = started;
  const slots = missingSlots(value);
  if (slots !== undefined) return { status: "missing", id, slots };
  return { status: "finished", id, handles: task.parts === 1 ? [value] : (value as unknown[]), elapsed };
}
