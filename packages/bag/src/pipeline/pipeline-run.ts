import type { TaskContext } from "@holdall/core/task";
import { createElementCounts, type ElementCounts } from "./element-counts.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import type { PipelineSpec } from "./run-pipeline.ts";

/** One run of a pipeline over one partition: what its source, stages and sink have in common. */
export interface PipelineRun {
  readonly spec: PipelineSpec;
  readonly context: TaskContext;
  /** Arguments of the task; specs name them by their place here, their `slot`. */
  readonly inputs: readonly unknown[];
  readonly pacer: Pacer;
  readonly counts: ElementCounts | undefined;
  /** Number of the step that has this; 0 is the source. */
  readonly at: number;
}

export function createPipelineRun(
  spec: PipelineSpec,
  context: TaskContext,
  inputs: readonly unknown[],
): PipelineRun {
  const counts = createElementCounts(spec);
  return { spec, context, inputs, pacer: createPacer(context.pace), counts, at: 0 };
}
