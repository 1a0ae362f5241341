import { isThenable, moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import { loopFor } from "./code/compile.ts";
import { Frame } from "./code/frame.ts";
import { endPipeline, failPipeline } from "./end-pipeline.ts";
import { forEach } from "./for-each.ts";
import { Pipeline } from "./pipeline.ts";
import { createPipelineRun } from "./pipeline-run.ts";
import { canSave, SavingRun } from "./saving-run.ts";
import { STOP, type Outcome, type Push } from "./push.ts";
import { sinkKindOf, type SinkSpec } from "./sink.ts";
import { sourceKindOf, type SourceSpec } from "./source.ts";
import type { StageSpec } from "./stage.ts";
import { tasksModule } from "../tasks-module.ts";
import type { Walk } from "./walk.ts";

/** All there is to know about the tasks of a layer, as plain data and functions of the user. */
export interface PipelineSpec {
  readonly source: SourceSpec;
  readonly stages: readonly StageSpec[];
  readonly sink: SinkSpec;
  /** Whether the result is put into an array, which is empty when the sink got no element. */
  readonly isPartial: boolean;
  /**
   * From how many elements on, over all partitions on this thread, a loop is generated for them. Before that, and
   * where it is not allowed, the steps are interpreted, which comes to the same. `Infinity` for never.
   * @default as many as make up for the time it takes
   */
  readonly compileFrom?: number;
}

/**
 * The task of a bag: takes one partition from its source through all stages to the sink.
 * @param inputs - what the spec's slots name
 */
export function runPipeline(
  context: TaskContext,
  spec: PipelineSpec,
  ...inputs: readonly unknown[]
): unknown {
  const pipeline = new Pipeline(spec, createPipelineRun(spec, context, inputs));
  const { run } = pipeline;
  let outcome: Outcome | Promise<Outcome>;
  try {
    const source = sourceKindOf(spec.source);
    const whole = isCollected(spec) ? source.whole?.(spec.source, run) : undefined;
    if (whole !== undefined) return whole;
    const walk = source.open(spec.source, run);
    outcome = isThenable(walk)
      ? walk.then((opened) => pushOpened(opened, pipeline))
      : pushOpened(walk, pipeline);
  } catch (error) {
    return failPipeline(pipeline, error);
  }
  return isThenable(outcome)
    ? outcome.then(
        (end) => endPipeline(pipeline, end),
        (error: unknown) => failPipeline(pipeline, error),
      )
    : endPipeline(pipeline, outcome);
}

/** {@link runPipeline}, as a worker finds it. */
export const runPipelineTask: TaskFunction = moduleFunction(tasksModule, { runPipeline });

function isCollected({ stages, sink }: PipelineSpec): boolean {
  return stages.length === 0 && sink.kind === "collect";
}

function isWalk(walk: Walk | readonly Walk[]): walk is Walk {
  return !Array.isArray(walk);
}

function pushOpened(opened: Walk | readonly Walk[], pipeline: Pipeline): Outcome | Promise<Outcome> {
  const { saves } = pipeline.run.context;
  if (saves !== undefined) {
    const walks = isWalk(opened) ? [opened] : opened;
    if (canSave(pipeline, walks))
      return new SavingRun(pipeline, { walks, saves }, (walk) => pushAll(walk, pipeline)).run();
  }
  return isWalk(opened) ? pushAll(opened, pipeline) : pushEach(opened, pipeline);
}

/** Goes one way after the other. */
function pushEach(walks: readonly Walk[], pipeline: Pipeline, start = 0): Outcome | Promise<Outcome> {
  for (let at = start; at < walks.length; at++) {
    const outcome = pushAll(walks[at]!, pipeline);
    if (outcome === STOP) return STOP;
    if (outcome !== undefined)
      return outcome.then((reached) => (reached === STOP ? STOP : pushEach(walks, pipeline, at + 1)));
  }
  return undefined;
}

/** Takes all elements through the steps: by the loop generated for them, or by interpreting one after the other. */
function pushAll(walk: Walk, pipeline: Pipeline): Outcome | Promise<Outcome> {
  const { spec, run } = pipeline;
  const { operation } = spec.source;
  const isSource = sourceKindOf(spec.source).isIndexed;
  if (isTakenAtOnce(spec) && walk.length !== Infinity) {
    sinkKindOf(spec.sink).takeNumber!(pipeline.states.at(-1), walk.length);
    return undefined;
  }
  // What is traced is called by the interpreter.
  const runLoop = run.context.trace === undefined ? loopFor(spec, walk) : undefined;
  const advancer = runLoop && new Frame(pipeline, { walk, runLoop });
  // A generated loop seldom needs the interpreter's steps.
  const push: Push =
    advancer === undefined ? pipeline.steps[0]!.push : (element) => pipeline.steps[0]!.push(element);
  return forEach(walk, push, { run, operation, isSource, advancer });
}

/** Whether partitions are not gone through where it is known how many elements they have, as nothing else is needed. */
export function isTakenAtOnce({ source, stages, sink }: PipelineSpec): boolean {
  return stages.length === 0 && sinkKindOf(sink).takeNumber !== undefined && sourceKindOf(source).isIndexed;
}
