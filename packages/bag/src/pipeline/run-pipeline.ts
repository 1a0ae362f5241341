import { isThenable, moduleFunction, type TaskContext, type TaskFunction } from "@holdall/core/task";
import { createPipelineRun, type PipelineRun } from "./pipeline-run.ts";
import { nothing } from "./nothing.ts";
import { STOP, type Outcome } from "./push.ts";
import { createSink, type Sink, type SinkSpec } from "./sink.ts";
import { runSource, type SourceSpec } from "./source.ts";
import type { PartialResult } from "./source/partials.ts";
import { createStage, type StageSpec } from "./stage.ts";
import { tasksModule } from "./tasks-module.ts";

/** All there is to know about the tasks of a layer, as plain data and functions of the user. */
export interface PipelineSpec {
  readonly source: SourceSpec;
  readonly stages: readonly StageSpec[];
  readonly sink: SinkSpec;
  /** Whether the result is put into an array, which is empty when the sink got no element. */
  readonly isPartial: boolean;
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
  const run = createPipelineRun(context, inputs);
  const sink = createSink(spec.sink, run);
  let push = sink.push;
  for (let i = spec.stages.length - 1; i >= 0; i--) push = createStage(spec.stages[i]!, push, run);
  const finish = (outcome: Outcome): unknown => finishSink(sink, { spec, run, outcome });
  const outcome = runSource(spec.source, push, run);
  return isThenable(outcome) ? outcome.then(finish) : finish(outcome);
}

/** {@link runPipeline}, as a worker finds it. */
export const runPipelineTask: TaskFunction = moduleFunction(tasksModule, runPipeline);

interface Ending {
  readonly spec: PipelineSpec;
  readonly run: PipelineRun;
  readonly outcome: Outcome;
}

function finishSink(sink: Sink, { spec, run, outcome }: Ending): unknown {
  const read = (): unknown => {
    const result = sink.finish();
    if (!spec.isPartial) return result;
    return isThenable(result) ? Promise.resolve(result).then(asPartial) : asPartial(result);
  };
  if (outcome === STOP || run.ends.length === 0) return read();
  const ended = callEnds(run, run.ends.length - 1);
  return isThenable(ended) ? ended.then(read) : read();
}

// Stages are created from the last to the first, and end the other way round.
function callEnds(run: PipelineRun, from: number): Outcome | Promise<Outcome> {
  for (let i = from; i >= 0; i--) {
    const outcome = run.ends[i]!();
    if (outcome === STOP) return STOP;
    if (outcome !== undefined)
      return outcome.then((settled) => (settled === STOP ? STOP : callEnds(run, i - 1)));
  }
  return undefined;
}

function asPartial(result: unknown): PartialResult {
  return result === nothing ? [] : [result];
}
