import { NotReproducibleError } from "../errors.ts";
import { keyOf, type FailedCall, type Task } from "../graph/task.ts";
import { createContext, createTaskRun, resolveArgument, runTask } from "./run-task.ts";

/** A task that failed, and where. */
export interface FailedRun extends FailedCall {
  readonly task: Task;
  /** Key of the step that failed. */
  readonly key: string;
  readonly attempt: number;
  /** Brings the values of what the task read. */
  readonly fetch: () => readonly unknown[];
}

/**
 * Makes the call again that failed, on the calling thread.
 * @returns what it returns
 * @throws what it throws
 */
export async function reproduce({ task, key, attempt, fetch, ...call }: FailedRun): Promise<unknown> {
  const at = task.steps.findIndex(({ layer, index }) => keyOf(layer, index) === key);
  const step = task.steps[at];
  if (step === undefined) throw new NotReproducibleError(`Task ${key} failed outside of its functions.`);
  const inputs = await fetchAll(fetch, key);
  const before = createTaskRun({ steps: task.steps.slice(0, at), inputs, attempt });
  const previous: unknown = await runTask(before);
  const args = step.args.map((argument) => resolveArgument(argument, inputs, previous) as never);
  const context = createContext(step, undefined, attempt);
  return step.fn.reproduce === undefined
    ? step.fn.call(context, ...args)
    : step.fn.reproduce(context, call, ...args);
}

async function fetchAll(fetch: () => readonly unknown[], key: string): Promise<readonly unknown[]> {
  try {
    return await Promise.all(fetch());
  } catch (error) {
    throw new NotReproducibleError(`What task ${key} read is not there any more.`, { cause: error });
  }
}
