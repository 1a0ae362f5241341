import type { CallArgument } from "./call-arguments.ts";
import type { StepCode } from "./code/step-code.ts";
import type { Need } from "./need.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Push, Step } from "./push.ts";
import type { ErrorHandling } from "./recover.ts";
import type { StagePosition } from "./stage-position.ts";
import { batch, type BatchSpec } from "./stage/batch.ts";
import { entries, type EntriesSpec } from "./stage/entries.ts";
import { enumerate, type EnumerateSpec } from "./stage/enumerate.ts";
import { filter, type FilterSpec } from "./stage/filter.ts";
import { flatMap, type FlatMapSpec } from "./stage/flat-map.ts";
import { flatten, type FlattenSpec } from "./stage/flatten.ts";
import { lookUp, type LookUpSpec } from "./stage/look-up.ts";
import { map, type MapSpec } from "./stage/map.ts";
import { mapSettled, type MapSettledSpec } from "./stage/map-settled.ts";
import { pluck, type PluckSpec } from "./stage/pluck.ts";
import { randomSample, type RandomSampleSpec } from "./stage/random-sample.ts";
import { starmap, type StarmapSpec } from "./stage/starmap.ts";
import { take, type TakeSpec } from "./stage/take.ts";
import { tap, type TapSpec } from "./stage/tap.ts";
import { window, type WindowSpec } from "./stage/window.ts";
import { zip, type ZipSpec } from "./stage/zip.ts";

/** What is done to each element on its way from the source to the sink. */
export type StageSpec =
  | MapSpec
  | MapSettledSpec
  | StarmapSpec
  | FilterSpec
  | FlatMapSpec
  | FlattenSpec
  | EntriesSpec
  | LookUpSpec
  | PluckSpec
  | TapSpec
  | ZipSpec
  | EnumerateSpec
  | BatchSpec
  | WindowSpec
  | RandomSampleSpec
  | TakeSpec;

/** One kind of stage: what it does, for the interpreter and for the generated loop. Both go on from the same state. */
export interface StageKind<S, T = undefined> {
  /** Makes what the stage remembers from element to element; there for stages that do. */
  createState?(spec: S, run: PipelineRun): T;
  /** Whether each element that the stage is given makes it hand on one element, then and there. @default never */
  isOneToOne?(spec: S): boolean;
  /** Whether it hands on no more elements than it is given. @default where it is one-to-one */
  readonly addsNone?: boolean;
  /** What it needs of elements, where that is needed of those that it hands on. @default all */
  needs?(spec: S, need: Need): Need;
  /** Makes of the push of what follows the stage's own. */
  interpret(spec: S, next: Push, stage: { readonly run: PipelineRun; readonly state: T }): Step;
  /**
   * Where it is between two elements, as a number that another run over the same partition can go on from; there for
   * stages that remember something from element to element and can do so.
   */
  readonly position?: StagePosition<T>;
  /** Whether it wants no more elements, so that what comes after it gets none. */
  isDone?(state: T): boolean;
  /** Whether it holds elements back, which its step is to push on when no more come. */
  isHolding?(state: T): boolean;
  /** Whether it waits for calls to end, whose results its step is to push on whatever comes after them. */
  isUnderWay?(state: T): boolean;
  /** Makes a last check when the source is exhausted; not after an early stop. */
  end?(spec: S, run: PipelineRun, state: T): void;
  /** Writes the same as code. */
  emit(spec: S, code: StepCode): void;
}

const kinds = {
  map,
  mapSettled,
  starmap,
  filter,
  flatMap,
  flatten,
  entries,
  lookUp,
  pluck,
  tap,
  zip,
  enumerate,
  batch,
  window,
  randomSample,
  take,
} satisfies {
  [S in StageSpec as S["kind"]]: StageKind<S, unknown>;
};

export function stageKindOf(spec: StageSpec): StageKind<StageSpec, unknown> {
  return kinds[spec.kind];
}

/** A step, or a source, that names slots. */
export interface WithSlots {
  readonly args?: readonly CallArgument[];
  readonly onError?: ErrorHandling;
}

/** The same with its slots further on, where it shares a pipeline with others that have slots before it. */
export function withSlotsMoved<S extends object>(spec: S & WithSlots, by: number): S {
  const { args, onError } = spec;
  return {
    ...spec,
    ...(args && { args: args.map((arg) => (arg.kind === "value" ? arg : { ...arg, slot: arg.slot + by })) }),
    ...(typeof onError === "object" && { onError: { ...onError, slot: onError.slot + by } }),
  };
}
