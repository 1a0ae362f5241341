import { AbortError, isThenable } from "@holdall/core/task";
import { forgetFailure } from "./element-counts.ts";
import { endStages, flushStage } from "./end-stages.ts";
import { nothing } from "./nothing.ts";
import type { Pipeline } from "./pipeline.ts";
import { STOP, type Outcome } from "./push.ts";
import { sinkKindOf } from "./sink.ts";
import type { PartialResult } from "./source/partials.ts";
import { stageKindOf } from "./stage.ts";

/**
 * Ends a pipeline when no more elements come, or are wanted.
 * @param outcome - of the loop over the elements
 * @returns the result, or a promise of it
 */
export function endPipeline(pipeline: Pipeline, outcome: Outcome): unknown {
  let ending: Promise<void> | undefined;
  try {
    ending = endStages(pipeline, outcome);
  } catch (error) {
    return failPipeline(pipeline, error);
  }
  return ending === undefined
    ? finish(pipeline)
    : ending.then(
        () => finish(pipeline),
        (error: unknown) => failPipeline(pipeline, error),
      );
}

/**
 * Ends a pipeline at an error. What is under way of the elements before comes to its end first: one of them may fail
 * too, or be the last that was wanted. So the outcome does not depend on how many are under way at once.
 * @returns a promise of the result, where what failed was not wanted
 */
export function failPipeline(pipeline: Pipeline, error: unknown): Promise<unknown> {
  if (error instanceof AbortError || stageUnderWay(pipeline) === undefined) throw abandoned(pipeline, error);
  return failAfterOthers(pipeline, error);
}

async function failAfterOthers(pipeline: Pipeline, failure: unknown): Promise<unknown> {
  const { context, counts } = pipeline.run;
  const { operation, index, place, given } = context;
  let outcome: Outcome;
  Object.assign(context, { operation: pipeline.operation, place: undefined, given: undefined });
  forgetFailure(counts, pipeline.spec);
  try {
    for (let at = stageUnderWay(pipeline); at !== undefined && outcome !== STOP; at = stageUnderWay(pipeline))
      outcome = await flushStage(pipeline, at);
  } catch (error) {
    return failPipeline(pipeline, error);
  }
  if (outcome === STOP) return endPipeline(pipeline, STOP);
  Object.assign(context, { operation, index, place, given });
  throw abandoned(pipeline, failure);
}

/** Lets go of what the sink holds. @returns the error itself, to be thrown */
function abandoned({ spec, states }: Pipeline, error: unknown): unknown {
  sinkKindOf(spec.sink).abandon?.(states.at(-1));
  return error;
}

/** Number of the first stage that has calls under way. */
function stageUnderWay({ spec, states }: Pipeline): number | undefined {
  const place = spec.stages.findIndex((stage, i) => stageKindOf(stage).isUnderWay?.(states[i + 1]) === true);
  return place < 0 ? undefined : place + 1;
}

function finish({ spec, run, states }: Pipeline): unknown {
  const result = sinkKindOf(spec.sink).finish(spec.sink, { run, state: states.at(-1) });
  if (!spec.isPartial) return result;
  return isThenable(result) ? Promise.resolve(result).then(asPartial) : asPartial(result);
}

function asPartial(result: unknown): PartialResult {
  return result === nothing ? [] : [result];
}
