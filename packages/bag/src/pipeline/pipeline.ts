import { isCounter } from "./element-counts.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Push, Step } from "./push.ts";
import type { PipelineSpec } from "./run-pipeline.ts";
import { sinkKindOf } from "./sink.ts";
import { sourceKindOf } from "./source.ts";
import { stageKindOf } from "./stage.ts";

/** A pipeline in one run over a partition. */
export class Pipeline {
  readonly spec: PipelineSpec;
  readonly run: PipelineRun;
  /** What steps remember, by their number: stages from 1 on, then the sink. */
  readonly states: readonly unknown[];
  /** What failures are told of, where no step says which it was. */
  readonly operation: string;
  #steps: readonly Step[] | undefined;

  constructor(spec: PipelineSpec, run: PipelineRun) {
    this.spec = spec;
    this.run = run;
    this.operation = run.context.operation;
    this.states = createStates(spec, run);
  }

  /** The interpreter's steps, by their number, from the source to the sink: made when they are first needed. */
  get steps(): readonly Step[] {
    this.#steps ??= createSteps(this);
    return this.#steps;
  }
}

function createStates({ stages, sink }: PipelineSpec, run: PipelineRun): unknown[] {
  const states = new Array<unknown>(stages.length + 2);
  stages.forEach((stage, i) => (states[i + 1] = stageKindOf(stage).createState?.(stage, run)));
  states[stages.length + 1] = sinkKindOf(sink).createState(sink, run);
  return states;
}

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

function runOfStep({ run }: Pipeline, at: number): PipelineRun {
  return { ...run, at };
}

/** What a stage hands elements on to. */
function createNext({ spec, run: { counts } }: Pipeline, at: number, push: Push): Push {
  if (counts === undefined || !isCounter(spec, at)) return push;
  return (element) => {
    counts.handedOn[at]! += 1;
    return push(element);
  };
}
