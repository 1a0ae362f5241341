import { isThenable, moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import { loopFor } from "./code/compile.ts";
import { Frame } from "./code/frame.ts";
import { counterOf, createElementCounts, isCounter } from "./element-counts.ts";
import { forEach } from "./for-each.ts";
import { createPipelineRun, type PipelineRun } from "./pipeline-run.ts";
import { nothing } from "./nothing.ts";
import { STOP, type Outcome, type Push, type Step } from "./push.ts";
import { sinkKindOf, type SinkSpec } from "./sink.ts";
import { sourceKindOf, type SourceSpec } from "./source.ts";
import type { PartialResult } from "./source/partials.ts";
import { stageKindOf, type StageSpec } from "./stage.ts";
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
  const run = createPipelineRun(context, inputs, createElementCounts(spec));
  const pipeline: Pipeline = { spec, run, states: createStates(spec, run) };
  const walk = sourceKindOf(spec.source).open(spec.source, run);
  const outcome = isThenable(walk)
    ? walk.then((opened) => pushAll(opened, pipeline))
    : isWalk(walk)
      ? pushAll(walk, pipeline)
      : pushEach(walk, pipeline);
  return isThenable(outcome) ? outcome.then((end) => finish(pipeline, end)) : finish(pipeline, outcome);
}

/** {@link runPipeline}, as a worker finds it. */
export const runPipelineTask: TaskFunction = moduleFunction(tasksModule, { runPipeline });

/** A pipeline in one run over a partition. */
export interface Pipeline {
  readonly spec: PipelineSpec;
  readonly run: PipelineRun;
  /** What steps remember, by their number: stages from 1 on, then the sink. */
  readonly states: readonly unknown[];
}

function createStates({ stages, sink }: PipelineSpec, run: PipelineRun): unknown[] {
  const states = new Array<unknown>(stages.length + 2);
  stages.forEach((stage, i) => (states[i + 1] = stageKindOf(stage).createState?.(stage, run)));
  states[stages.length + 1] = sinkKindOf(sink).createState(sink, run);
  return states;
}

function isWalk(walk: Walk | readonly Walk[]): walk is Walk {
  return !Array.isArray(walk);
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
  const runLoop = loopFor(spec, walk);
  if (runLoop === undefined)
    return forEach(walk, createSteps(pipeline)[0]!.push, { run, operation, isSource, advancer: undefined });

  const advancer = new Frame(pipeline, { walk, runLoop }, createSteps);
  const push: Push = (element) => advancer.steps[0]!.push(element);
  return forEach(walk, push, { run, operation, isSource, advancer });
}

/** The interpreter's steps, by their number, from the source to the sink. */
function createSteps(pipeline: Pipeline): Step[] {
  const { spec, states } = pipeline;
  const { source, stages, sink } = spec;
  const last = { run: runOfStep(pipeline, stages.length + 1), state: states.at(-1) };
  const steps: Step[] = [sinkKindOf(sink).interpret(sink, last)];
  for (let at = stages.length; at > 0; at--) {
    const stage = stages[at - 1]!;
    const next = createNext(pipeline, at, steps[0]!.push);
    const own = { run: runOfStep(pipeline, at), state: states[at] };
    steps.unshift(stageKindOf(stage).interpret(stage, next, own));
  }
  const { push } = steps[0]!;
  steps.unshift({ push: sourceKindOf(source).interpret?.(push, pipeline.run) ?? push });
  return steps;
}

function runOfStep({ spec, run }: Pipeline, at: number): PipelineRun {
  const counter = run.counts === undefined ? 0 : counterOf(spec, at);
  return counter === 0 ? run : { ...run, counter };
}

/** What a stage hands elements on to. */
function createNext({ spec, run: { counts } }: Pipeline, at: number, push: Push): Push {
  if (counts === undefined || !isCounter(spec, at)) return push;
  return (element) => {
    counts.handedOn[at]! += 1;
    return push(element);
  };
}

function finish({ spec, run, states }: Pipeline, outcome: Outcome): unknown {
  if (outcome !== STOP) endStages(spec, run, states);
  const result = sinkKindOf(spec.sink).finish(spec.sink, { run, state: states.at(-1) });
  if (!spec.isPartial) return result;
  return isThenable(result) ? Promise.resolve(result).then(asPartial) : asPartial(result);
}

function endStages({ stages }: PipelineSpec, run: PipelineRun, states: readonly unknown[]): void {
  stages.forEach((stage, i) => stageKindOf(stage).end?.(stage, run, states[i + 1]));
}

function asPartial(result: unknown): PartialResult {
  return result === nothing ? [] : [result];
}
