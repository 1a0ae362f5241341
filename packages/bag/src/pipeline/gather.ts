import { moduleFunction, TaskError, type TaskContext, type TaskFunction } from "@holdall/core/task";
import { emptyConcatenateError, mixedKindsError } from "../errors.ts";
import { flattenArrays, joinArrays, kindOf, type AnyArray } from "./join-arrays.ts";
import { tasksModule } from "../tasks-module.ts";

/** The value of a bag: the elements of all partitions in one array. */
export function gatherPartitions(
  _context: TaskContext,
  partitions: readonly (readonly unknown[])[],
): unknown[] {
  return flattenArrays(partitions);
}

/** The value of an item that is one result. */
export function gatherOnly(_context: TaskContext, [value]: readonly unknown[]): unknown {
  return value;
}

/** The value of `concatenate()`: each partition has joined its own arrays. */
export function gatherJoined(context: TaskContext, partials: readonly (readonly AnyArray[])[]): unknown {
  const arrays: AnyArray[] = [];
  partials.forEach((partial, partition) => {
    for (const array of partial) {
      const [first, kind] = [kindOf(arrays[0] ?? array)!, kindOf(array)!];
      if (kind !== first) throw failureAt(context, partition, mixedKindsError(first, kind));
      arrays.push(array);
    }
  });
  if (arrays.length === 0) throw failureAt(context, 0, emptyConcatenateError());
  return joinArrays(arrays);
}

/** The gather functions, as a worker finds them. */
export const gatherPartitionsTask: TaskFunction = moduleFunction(tasksModule, { gatherPartitions });
export const gatherOnlyTask: TaskFunction = moduleFunction(tasksModule, { gatherOnly });
export const gatherJoinedTask: TaskFunction = moduleFunction(tasksModule, { gatherJoined });

// Gathering may happen outside of any task, where nobody else says what failed.
function failureAt({ key }: TaskContext, partition: number, error: Error): TaskError {
  return new TaskError({ key, operation: "concatenate", partition }, error);
}
