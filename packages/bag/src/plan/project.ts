import { needsElements, needsNumber, type Need } from "../pipeline/need.ts";
import { sinkKindOf, type SinkSpec } from "../pipeline/sink.ts";
import { stageKindOf, type StageSpec } from "../pipeline/stage.ts";

/** What is left to do of a pipeline, where nobody needs all that it makes. */
export interface Projection {
  /** Of the elements that the source makes. */
  readonly need: Need;
  /** For each stage whether there is nothing for it to do. */
  readonly isIdle: readonly boolean[];
}

/**
 * Finds out what a pipeline needs, from its sink on. Functions of the user are needed always, as they may throw, and so is
 * what looks for errors in elements; that a property of an element is read is not.
 */
export function projectPipeline(stages: readonly StageSpec[], sink: SinkSpec): Projection {
  let need = sinkKindOf(sink).needs?.(sink) ?? needsElements;
  const isIdle = stages.map(() => false);
  for (let i = stages.length - 1; i >= 0; i--) {
    const stage = stages[i]!;
    isIdle[i] = need.kind === "number" && hasOnlyResults(stage);
    need = needOf(stage, need);
  }
  return { need, isIdle };
}

/** A projection that leaves all as it is. */
export function leaveWhole(stages: readonly StageSpec[]): Projection {
  return { need: needsElements, isIdle: stages.map(() => false) };
}

// Who hands on one element for each, and asks for nothing but their number, cannot do anything else.
function hasOnlyResults(stage: StageSpec): boolean {
  return stageKindOf(stage).isOneToOne?.(stage) === true && needOf(stage, needsNumber).kind === "number";
}

function needOf(stage: StageSpec, need: Need): Need {
  return stageKindOf(stage).needs?.(stage, need) ?? needsElements;
}
