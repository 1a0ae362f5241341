import type { TaskContext } from "@holdall/core/task";
import type { ElementCounts } from "./element-counts.ts";
import { createPacer, type Pacer } from "./pacer.ts";

/** One run of a pipeline over one partition: what its source, stages and sink have in common. */
export interface PipelineRun {
  readonly context: TaskContext;
  /** Arguments of the task; specs name them by their place here, their `slot`. */
  readonly inputs: readonly unknown[];
  readonly pacer: Pacer;
  readonly counts: ElementCounts | undefined;
  /** The step that counts the elements of the one that has this. */
  readonly counter: number;
}

export function createPipelineRun(
  context: TaskContext,
  inputs: readonly unknown[],
  counts: ElementCounts | undefined,
): PipelineRun {
  return { context, inputs, pacer: createPacer(context.pace), counts, counter: 0 };
}
