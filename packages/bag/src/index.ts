export { arraySplit, type TypedArray } from "./array-split.ts";
export { Bag, type ElementOf, type Falsy, type Truthy } from "./bag.ts";
export { concatenate, type JoinedTypedArray } from "./concatenate.ts";
export { Item } from "./item.ts";
export type {
  CallLimitOptions,
  ContextArgument,
  ElementOptions,
  NoOptions,
  OnError,
  PartitionOptions,
  SettledOptions,
} from "./operations/element-options.ts";
export type { AccumulateOptions } from "./operations/accumulate.ts";
export type { DistinctOptions } from "./operations/distinction.ts";
export type { CogroupOptions, KeyOf, SameKeyCogroupOptions } from "./operations/cogroup.ts";
export type { StoreOptions } from "./operations/checkpoint.ts";
export type { Flattened } from "./operations/flatten.ts";
export type { FoldOptions } from "./operations/fold.ts";
export type { FoldByOptions } from "./operations/fold-by.ts";
export type { FromOptions } from "./operations/from.ts";
export type { FrequenciesOptions } from "./operations/frequencies.ts";
export type { JoinedPairs, JoinKind, JoinOptions, SameKeyJoinOptions } from "./operations/join.ts";
export type { KeyArgument, KeyName } from "./operations/key-argument.ts";
export type { ElementArguments, Mapped } from "./operations/map.ts";
export type { Elements, PartitionArguments } from "./operations/map-partitions.ts";
export type { KeyOfAny, PropertyOfAny } from "./operations/pluck.ts";
export type { HistogramOptions } from "./operations/histogram.ts";
export type { Other } from "./operations/other-bag.ts";
export type { RandomOptions } from "./operations/random.ts";
export type { RangeOptions } from "./operations/range.ts";
export type { VarianceOptions } from "./operations/moments.ts";
export type { ReadOptions } from "./operations/read-with.ts";
export type { SplitOptions } from "./operations/reduce.ts";
export type { Spread } from "./operations/starmap.ts";
export type { GroupByOptions, GroupForms } from "./operations/group-by.ts";
export type { ShuffleOptions } from "./operations/shuffle.ts";
export type { SortOptions } from "./operations/sort-by.ts";
export type { TakeOptions } from "./operations/take.ts";
export type { TopkOptions } from "./operations/topk.ts";
export type { BagsOf, ElementAt, FirstElements, Unzipped } from "./operations/unzip.ts";
export type { WindowOptions } from "./operations/window.ts";
export type { ExplainOptions } from "./plan/explain.ts";
export type { Histogram } from "./pipeline/bins.ts";
export type { ElementContext, PartitionContext } from "./pipeline/element-context.ts";
export type { ElementFrequencies } from "./pipeline/source/tallies.ts";
export type { Summary } from "./pipeline/description.ts";
export type { PartitioningOptions } from "./plan/partitioning.ts";
export type { ElementWriter } from "./pipeline/sink/write.ts";
export type { WriteOptions } from "./operations/write-with.ts";
export { readWith } from "./read-with.ts";
export { writeWith } from "./write-with.ts";
export * as random from "./random.ts";
