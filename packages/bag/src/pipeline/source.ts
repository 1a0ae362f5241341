import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome, Push } from "./push.ts";
import { runElements, type ElementsSpec } from "./source/elements.ts";
import { runMapPartitions, type MapPartitionsSpec } from "./source/map-partitions.ts";
import { runPartials, type PartialsSpec } from "./source/partials.ts";
import { runRange, type RangeSpec } from "./source/range.ts";

/** Where the elements of a pipeline come from. */
export type SourceSpec = ElementsSpec | RangeSpec | MapPartitionsSpec | PartialsSpec;

/** Pushes every element, until told to stop. */
export type SourceInterpreter<S> = (spec: S, push: Push, run: PipelineRun) => Outcome | Promise<Outcome>;

const interpreters = {
  elements: runElements,
  range: runRange,
  mapPartitions: runMapPartitions,
  partials: runPartials,
} satisfies { [S in SourceSpec as S["kind"]]: SourceInterpreter<S> };

export function runSource(spec: SourceSpec, push: Push, run: PipelineRun): Outcome | Promise<Outcome> {
  return (interpreters[spec.kind] as SourceInterpreter<SourceSpec>)(spec, push, run);
}
