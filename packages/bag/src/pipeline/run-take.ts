import {
  absent,
  missing,
  moduleFunction,
  type MissingInputs,
  type TaskContext,
  type TaskFunction,
} from "@holdall/core/task";
import { tasksModule } from "../tasks-module.ts";

/** What tasks of `take` have in common. */
interface TakeTaskSpec {
  /** How many elements are wanted in all. */
  readonly count: number;
}

/**
 * Reads some partitions one after the other until there are enough elements, and asks for a partition only when it
 * comes to it.
 * @param found - number of elements in the partitions of the tasks before
 * @param partitions - in the first slots of the task's inputs; those not computed so far are absent
 * @returns the elements, and how many there are up to here
 */
export function runTake(
  _context: TaskContext,
  { count }: TakeTaskSpec,
  found: number,
  partitions: readonly (readonly unknown[] | typeof absent)[],
): readonly [unknown[], number] | MissingInputs {
  const elements: unknown[] = [];
  for (const [slot, partition] of partitions.entries()) {
    const wanted = count - found - elements.length;
    if (wanted <= 0) break;
    if (partition === absent) return missing(slot);
    const end = Math.min(wanted, partition.length);
    for (let i = 0; i < end; i++) elements.push(partition[i]);
  }
  return [elements, found + elements.length];
}

/** {@link runTake}, as a worker finds it. */
export const runTakeTask: TaskFunction = moduleFunction(tasksModule, { runTake });
