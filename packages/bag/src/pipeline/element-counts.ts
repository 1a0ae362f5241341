import type { PipelineSpec } from "./run-pipeline.ts";
import { stageKindOf } from "./stage.ts";

/**
 * By what an error names an element: its place among those that the operation itself was given of the partition, whatever
 * else is part of the pipeline.
 *
 * As long as steps hand on one element for each that they are given, all of them are at the element that the source is
 * at. A step that does otherwise is a counter: it counts for those after it what it hands on. Steps go by their number.
 */
export interface ElementCounts {
  /** How many elements each counter has handed on. */
  readonly handedOn: number[];
  /** The counter of the step that failed; the sink's, as long as no other says that it did. */
  faulty: number;
  /** The element that failed, where that is not the one handed on last: where several are under way at once. */
  faultyElement: number | undefined;
}

/** Counts for a pipeline that has counters. */
export function createElementCounts(spec: PipelineSpec): ElementCounts | undefined {
  const faulty = counterOf(spec, spec.stages.length + 1);
  if (faulty === 0) return undefined;
  return { handedOn: Array.from({ length: faulty + 1 }, () => 0), faulty, faultyElement: undefined };
}

/** The last counter before a step; 0, the source, where there is none. */
export function counterOf(spec: PipelineSpec, at: number): number {
  let counter = at - 1;
  while (counter > 0 && !isCounter(spec, counter)) counter -= 1;
  return counter;
}

/** Whether a step may hand on more elements than it is given, or fewer, or one later than it was given it. */
export function isCounter({ stages }: PipelineSpec, at: number): boolean {
  const stage = stages[at - 1];
  return stage !== undefined && stageKindOf(stage).isOneToOne?.(stage) !== true;
}

/** Lets the next failure be told as if it were the first. */
export function forgetFailure(counts: ElementCounts | undefined, spec: PipelineSpec): void {
  if (counts === undefined) return;
  counts.faulty = counterOf(spec, spec.stages.length + 1);
  counts.faultyElement = undefined;
}

/**
 * The index of the element at which a step failed.
 * @param sourceIndex - of the element that the source is at
 */
export function faultyIndex<T>(counts: ElementCounts | undefined, sourceIndex: T): number | T {
  if (counts?.faultyElement !== undefined) return counts.faultyElement;
  return counts === undefined || counts.faulty === 0 ? sourceIndex : counts.handedOn[counts.faulty]! - 1;
}
