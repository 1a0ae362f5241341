import { AbortError, TaskError } from "../errors.ts";
import type { Argument, Pace, Step, TaskContext } from "../graph/task.ts";

/**
 * Runs the steps of a task, each on what the one before returned. Returns at once what synchronous code returned, a
 * promise only where user code did.
 * @throws TaskError naming operation, partition and element
 */
export function runTask(steps: readonly Step[], inputs: readonly unknown[], pace?: Pace): unknown {
  return runFrom(0, undefined);

  function runFrom(start: number, before: unknown): unknown {
    let previous = before;
    for (let i = start; i < steps.length; i++) {
      const step = steps[i]!;
      const context = createContext(step, pace);
      try {
        previous = step.fn.call(
          context,
          ...(step.args.map((arg) => resolveArgument(arg, inputs, previous)) as never[]),
        );
      } catch (error) {
        throw failureOf(context, error);
      }
      if (isThenable(previous)) {
        return Promise.resolve(previous).then(
          (value) => (i + 1 === steps.length ? value : runFrom(i + 1, value)),
          (error: unknown) => {
            throw failureOf(context, error);
          },
        );
      }
    }
    return previous;
  }
}

/** The context a task function is called with. */
export function createContext(
  place: { readonly key: string; readonly operation: string; readonly partition: number },
  pace?: Pace,
): TaskContext {
  return { key: place.key, partition: place.partition, operation: place.operation, index: undefined, pace };
}

/** Whether a value is to be awaited. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as PromiseLike<unknown>).then === "function"
  );
}

function resolveArgument(argument: Argument, inputs: readonly unknown[], previous: unknown): unknown {
  switch (argument.kind) {
    case "value":
      return argument.value;
    case "shared":
      return argument.shared.value;
    case "input":
      return inputs[argument.slot];
    case "previous":
      return previous;
    case "array":
      return argument.items.map((item) => resolveArgument(item, inputs, previous));
    case "object":
      return Object.fromEntries(
        argument.entries.map(([key, item]) => [key, resolveArgument(item, inputs, previous)]),
      );
    default:
      argument satisfies never;
      return undefined;
  }
}

function failureOf(context: TaskContext, error: unknown): unknown {
  // Work that was stopped has not failed.
  if (error instanceof TaskError || error instanceof AbortError) return error;
  return new TaskError(
    { key: context.key, operation: context.operation, partition: context.partition, index: context.index },
    error,
  );
}
