import type { StepCode } from "./code/step-code.ts";
import type { Need } from "./need.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Step } from "./push.ts";
import { accumulate, type AccumulateSpec } from "./sink/accumulate.ts";
import { aggregate, type AggregateSpec } from "./sink/aggregate.ts";
import { choices, type ChoicesSpec } from "./sink/choices.ts";
import { collect, type CollectSpec } from "./sink/collect.ts";
import { count, type CountSpec } from "./sink/count.ts";
import { cut, type CutSpec } from "./sink/cut.ts";
import { decide, type DecideSpec } from "./sink/decide.ts";
import { describe, type DescribeSpec } from "./sink/describe.ts";
import { digest, type DigestSpec } from "./sink/digest.ts";
import { distinct, type DistinctSpec } from "./sink/distinct.ts";
import { extreme, type ExtremeSpec } from "./sink/extreme.ts";
import { extent, type ExtentSpec } from "./sink/extent.ts";
import { fold, type FoldSpec } from "./sink/fold.ts";
import { foldBy, type FoldBySpec } from "./sink/fold-by.ts";
import { frequencies, type FrequenciesSpec } from "./sink/frequencies.ts";
import { histogram, type HistogramSpec } from "./sink/histogram.ts";
import { group, type GroupSpec } from "./sink/group.ts";
import { join, type JoinSpec } from "./sink/join.ts";
import { keyed, type KeyedSpec } from "./sink/keyed.ts";
import { match, type MatchSpec } from "./sink/match.ts";
import { measure, type MeasureSpec } from "./sink/measure.ts";
import { mergeChoices, type MergeChoicesSpec } from "./sink/merge-choices.ts";
import { mergeDescriptions, type MergeDescriptionsSpec } from "./sink/merge-descriptions.ts";
import { mergeDigests, type MergeDigestsSpec } from "./sink/merge-digests.ts";
import { mergeDistinct, type MergeDistinctSpec } from "./sink/merge-distinct.ts";
import { mergeExtents, type MergeExtentsSpec } from "./sink/merge-extents.ts";
import { mergeFrequencies, type MergeFrequenciesSpec } from "./sink/merge-frequencies.ts";
import { mergeHistograms, type MergeHistogramsSpec } from "./sink/merge-histograms.ts";
import { mergeKeyed, type MergeKeyedSpec } from "./sink/merge-keyed.ts";
import { mergeMoments, type MergeMomentsSpec } from "./sink/merge-moments.ts";
import { mergeSamples, type MergeSamplesSpec } from "./sink/merge-samples.ts";
import { mergeTopk, type MergeTopkSpec } from "./sink/merge-topk.ts";
import { moments, type MomentsSpec } from "./sink/moments.ts";
import { sample, type SampleSpec } from "./sink/sample.ts";
import { sort, type SortSpec } from "./sink/sort.ts";
import { split, type SplitSpec } from "./sink/split.ts";
import { sum, type SumSpec } from "./sink/sum.ts";
import { tally, type TallySpec } from "./sink/tally.ts";
import { topk, type TopkSpec } from "./sink/topk.ts";
import { write, type WriteSpec } from "./sink/write.ts";

/** What the elements of a partition become in the end. */
export type SinkSpec =
  | CollectSpec
  | CountSpec
  | SumSpec
  | ExtremeSpec
  | FoldSpec
  | AggregateSpec
  | JoinSpec
  | MomentsSpec
  | MergeMomentsSpec
  | DigestSpec
  | MergeDigestsSpec
  | FoldBySpec
  | FrequenciesSpec
  | MergeFrequenciesSpec
  | TallySpec
  | DistinctSpec
  | MergeDistinctSpec
  | TopkSpec
  | MergeTopkSpec
  | DescribeSpec
  | MergeDescriptionsSpec
  | ExtentSpec
  | MergeExtentsSpec
  | HistogramSpec
  | MergeHistogramsSpec
  | SampleSpec
  | MergeSamplesSpec
  | ChoicesSpec
  | MergeChoicesSpec
  | SplitSpec
  | CutSpec
  | MeasureSpec
  | AccumulateSpec
  | DecideSpec
  | GroupSpec
  | KeyedSpec
  | MergeKeyedSpec
  | MatchSpec
  | SortSpec
  | WriteSpec;

/** One kind of sink: what it does, for the interpreter and for the generated loop. Both go on from the same state. */
export interface SinkKind<S, T> {
  createState(spec: S, run: PipelineRun): T;
  /** What it needs of elements. @default all */
  needs?(spec: S): Need;
  /** Takes so many elements at once: there for sinks that need no more of them than their number. */
  takeNumber?(state: T, number: number): void;
  interpret(spec: S, sink: SinkRun<T>): Step;
  /** Writes the same as code, which does not call `next`. */
  emit(spec: S, code: StepCode): void;
  /** Called once, last. Returns the result or a promise of it; `nothing` when no element has come. */
  finish(spec: S, sink: SinkRun<T>): unknown;
  /** Called instead when the run over the partition fails: there for sinks that hold more than memory. */
  abandon?(state: T): void;
}

/** A sink in one run over a partition. */
interface SinkRun<T> {
  readonly run: PipelineRun;
  readonly state: T;
}

const kinds = {
  collect,
  count,
  sum,
  extreme,
  fold,
  aggregate,
  join,
  moments,
  mergeMoments,
  digest,
  mergeDigests,
  foldBy,
  frequencies,
  mergeFrequencies,
  tally,
  distinct,
  mergeDistinct,
  topk,
  mergeTopk,
  describe,
  mergeDescriptions,
  extent,
  mergeExtents,
  histogram,
  mergeHistograms,
  sample,
  mergeSamples,
  choices,
  mergeChoices,
  split,
  cut,
  measure,
  decide,
  accumulate,
  group,
  keyed,
  mergeKeyed,
  match,
  sort,
  write,
} satisfies {
  [S in SinkSpec as S["kind"]]: SinkKind<S, unknown>;
};

export function sinkKindOf(spec: SinkSpec): SinkKind<SinkSpec, unknown> {
  return kinds[spec.kind];
}
