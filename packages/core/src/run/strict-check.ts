import { ClassList } from "../classes/class-list.ts";
import { findInstances, type FindOptions } from "../classes/find-instances.ts";
import { registeredClasses } from "../classes/registered.ts";
import { leavesOf, sentFor, type Step } from "../graph/task.ts";
import type { StartedTask } from "../scheduler/executor.ts";
import { failureAt } from "./run-task.ts";

/** Refuses on the calling thread what could not go to another one as it is: the same values, in the same words. */
export class StrictCheck {
  readonly #options: FindOptions = { classes: new ClassList(registeredClasses()), strict: true };

  /** @throws TaskError for an instance of a class that is not registered in the task's own data */
  assertSendable({ task: { steps } }: StartedTask): void {
    for (const step of steps)
      for (const leaf of step.args.flatMap(leavesOf))
        if (leaf.kind === "value") this.#assert(sentFor(leaf.value), step, "What it is given");
  }

  /** @throws TaskError for an instance of a class that is not registered in one of the task's results */
  assertReturnable(results: readonly unknown[], step: Step): void {
    for (const result of results) this.#assert(result, step, "Its result");
  }

  #assert(value: unknown, step: Step, what: string): void {
    try {
      findInstances(value, this.#options, what);
    } catch (error) {
      throw failureAt(step, error);
    }
  }
}

/** The check of a run, where it is asked for. */
export function createStrictCheck(strict: boolean | undefined): StrictCheck | undefined {
  return strict === true ? new StrictCheck() : undefined;
}
