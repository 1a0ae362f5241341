import type { TaskContext } from "@holdall/core/task";
import type { Outcome } from "./push.ts";
import { createPacer, type Pacer } from "./pacer.ts";

/** One run of a pipeline over one partition: what its source, stages and sink have in common. */
export interface PipelineRun {
  readonly context: TaskContext;
  /** Arguments of the task; specs name them by their place here, their `slot`. */
  readonly inputs: readonly unknown[];
  readonly pacer: Pacer | undefined;
  /**
   * Called once the source is exhausted, the stage next to the source first; not after an early stop. Stages that
   * have a last check to make, or something left to push, add theirs when they are created.
   */
  readonly ends: (() => Outcome | Promise<Outcome>)[];
}

export function createPipelineRun(context: TaskContext, inputs: readonly unknown[]): PipelineRun {
  return {
    context,
    inputs,
    pacer: context.pace === undefined ? undefined : createPacer(context.pace),
    ends: [],
  };
}
