import { faultyIndex } from "./element-counts.ts";
import { isPending } from "./for-each.ts";
import type { Pipeline } from "./pipeline.ts";
import { STOP, type Outcome } from "./push.ts";
import { sourceKindOf } from "./source.ts";
import { stageKindOf } from "./stage.ts";

/**
 * Ends the stages of a pipeline when no more elements come, one after the other: each pushes on what it has held back,
 * and makes its last check.
 * @param outcome - of the loop over the elements
 * @returns a promise where something has to be awaited
 */
export function endStages(pipeline: Pipeline, outcome: Outcome): Promise<void> | undefined {
  const { length } = pipeline.spec.stages;
  let isAnyHolding = false;
  for (let at = 1; at <= length; at++) isAnyHolding ||= isHolding(pipeline, at);
  if (isAnyHolding) return endAfter(pipeline, { at: 0, outcome, isStopped: false });
  if (outcome !== STOP) for (let at = 1; at <= length; at++) check(pipeline, at);
  return undefined;
}

/** Has a stage push on what it holds, and notes at which element it failed if it does. */
export function flushStage({ spec, run, steps }: Pipeline, at: number): Outcome | Promise<Outcome> {
  const fail = (error: unknown): never => {
    if (sourceKindOf(spec.source).isIndexed) run.context.index = faultyIndex(run.counts, undefined);
    throw error;
  };
  try {
    const outcome = steps[at]!.flush!();
    return isPending(outcome) ? outcome.catch(fail) : outcome;
  } catch (error) {
    return fail(error);
  }
}

/** How far the end of a pipeline is. */
interface Progress {
  /** Number of the stage that has ended; the source is 0. */
  readonly at: number;
  /** What came of what it pushed. */
  readonly outcome: Outcome;
  /** Whether elements were not wanted any more before that: then there is nothing to check. */
  readonly isStopped: boolean;
}

function endAfter(pipeline: Pipeline, progress: Progress): Promise<void> | undefined {
  let { at, outcome, isStopped } = progress;
  for (;;) {
    isStopped ||= outcome === STOP;
    if (!isStopped && at > 0) check(pipeline, at);
    at = outcome === STOP ? stageAfterStop(pipeline, at) : at + 1;
    if (at > pipeline.spec.stages.length) return undefined;
    const flushed = isHolding(pipeline, at) ? flushStage(pipeline, at) : undefined;
    if (isPending(flushed)) {
      const [flushing, wasStopped] = [at, isStopped];
      return flushed.then((reached) =>
        endAfter(pipeline, { at: flushing, outcome: reached, isStopped: wasStopped }),
      );
    }
    outcome = flushed;
  }
}

// What is held back before a stage that wants no more, as `take` at its end, is not wanted either; where none of the
// stages to come is such, it was the sink.
function stageAfterStop({ spec, states }: Pipeline, at: number): number {
  const done =
    spec.stages.findLastIndex((stage, i) => stageKindOf(stage).isDone?.(states[i + 1]) === true) + 1;
  return done > at ? done + 1 : Infinity;
}

function isHolding({ spec, states }: Pipeline, at: number): boolean {
  const kind = stageKindOf(spec.stages[at - 1]!);
  return kind.isHolding?.(states[at]) === true || kind.isUnderWay?.(states[at]) === true;
}

function check({ spec, run, states }: Pipeline, at: number): void {
  const stage = spec.stages[at - 1]!;
  stageKindOf(stage).end?.(stage, run, states[at]);
}
