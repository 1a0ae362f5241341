import type { TaskContext } from "@holdall/core/task";
import { createPacer, type Pacer } from "./pacer.ts";

/** One run of a pipeline over one partition: what its source, stages and sink have in common. */
export interface PipelineRun {
  readonly context: TaskContext;
  /** Arguments of the task; specs name them by their place here, their `slot`. */
  readonly inputs: readonly unknown[];
  readonly pacer: Pacer;
}

export function createPipelineRun(context: TaskContext, inputs: readonly unknown[]): PipelineRun {
  return { context, inputs, pacer: createPacer(context.pace) };
}
