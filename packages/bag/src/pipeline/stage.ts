import type { CallArgument } from "./call-arguments.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Push } from "./push.ts";
import { createFilter, type FilterSpec } from "./stage/filter.ts";
import { createFlatMap, type FlatMapSpec } from "./stage/flat-map.ts";
import { createFlatten, type FlattenSpec } from "./stage/flatten.ts";
import { createMap, type MapSpec } from "./stage/map.ts";
import { createPluck, type PluckSpec } from "./stage/pluck.ts";
import { createTake, type TakeSpec } from "./stage/take.ts";

/** What is done to each element on its way from the source to the sink. */
export type StageSpec = MapSpec | FilterSpec | FlatMapSpec | FlattenSpec | PluckSpec | TakeSpec;

/** Makes of the push of what follows the push of the stage; once per partition, so it may keep state. */
export type StageInterpreter<S> = (spec: S, push: Push, run: PipelineRun) => Push;

const interpreters = {
  map: createMap,
  filter: createFilter,
  flatMap: createFlatMap,
  flatten: createFlatten,
  pluck: createPluck,
  take: createTake,
} satisfies { [S in StageSpec as S["kind"]]: StageInterpreter<S> };

export function createStage(spec: StageSpec, push: Push, run: PipelineRun): Push {
  return (interpreters[spec.kind] as StageInterpreter<StageSpec>)(spec, push, run);
}

/** The same stage with its slots further on, where it shares a pipeline with stages that have slots before it. */
export function withSlotsMoved<S extends { readonly args: readonly CallArgument[] }>(spec: S, by: number): S {
  return {
    ...spec,
    args: spec.args.map((arg) => (arg.kind === "value" ? arg : { ...arg, slot: arg.slot + by })),
  };
}
