import type { WalkKind } from "./code/loop-code.ts";
import type { StepCode } from "./code/step-code.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Push } from "./push.ts";
import { chain, type ChainSpec } from "./source/chain.ts";
import { elements, type ElementsSpec } from "./source/elements.ts";
import { groups, type GroupsSpec } from "./source/groups.ts";
import { lengths, type LengthsSpec } from "./source/lengths.ts";
import { mapPartitions, type MapPartitionsSpec } from "./source/map-partitions.ts";
import { merge, type MergeSpec } from "./source/merge.ts";
import { number, type NumberSpec } from "./source/number.ts";
import { partials, type PartialsSpec } from "./source/partials.ts";
import { product, type ProductSpec } from "./source/product.ts";
import { range, type RangeSpec } from "./source/range.ts";
import { slice, type SliceSpec } from "./source/slice.ts";
import { tallies, type TalliesSpec } from "./source/tallies.ts";
import { unmatched, type UnmatchedSpec } from "./source/unmatched.ts";
import type { Walk } from "./walk.ts";

/** Where the elements of a pipeline come from. */
export type SourceSpec =
  | ElementsSpec
  | SliceSpec
  | RangeSpec
  | NumberSpec
  | LengthsSpec
  | TalliesSpec
  | MapPartitionsSpec
  | PartialsSpec
  | ChainSpec
  | ProductSpec
  | GroupsSpec
  | MergeSpec
  | UnmatchedSpec;

/** One kind of source. */
export interface SourceKind<S> {
  /** Whether what it walks through are the elements of the partition, so that errors name the index of one. */
  readonly isIndexed: boolean;
  /** How a loop gets at what it walks through, where partitions are arrays. @default "items" */
  readonly walk?: WalkKind;
  /**
   * The result of a task that does nothing with the elements but collect them, where it is at hand; nothing where it is
   * not.
   */
  whole?(spec: S, run: PipelineRun): unknown;
  /** Returns a way through its elements, or several that are gone one after the other. */
  open(spec: S, run: PipelineRun): Walk | readonly Walk[] | Promise<Walk>;
  /** Makes of what it walks through the elements, where they are not the same: for the interpreter. */
  interpret?(next: Push, run: PipelineRun): Push;
  /** Writes the same as code. */
  emit?(code: StepCode): void;
}

const kinds = {
  elements,
  slice,
  range,
  number,
  lengths,
  tallies,
  mapPartitions,
  partials,
  chain,
  product,
  groups,
  merge,
  unmatched,
} satisfies {
  [S in SourceSpec as S["kind"]]: SourceKind<S>;
};

export function sourceKindOf(spec: SourceSpec): SourceKind<SourceSpec> {
  return kinds[spec.kind];
}
