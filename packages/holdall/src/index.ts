export {
  arraySplit,
  Bag,
  concatenate,
  Item,
  random,
  readWith,
  type ElementContext,
  type ElementOptions,
  type OnError,
  type PartitionContext,
  type PartitionOptions,
  type ReadOptions,
  type SettledOptions,
  type StoreOptions,
} from "@holdall/bag";
export * from "@holdall/core";
export {
  createProgressDisplay,
  type ProgressDisplayOptions,
  type ProgressStream,
} from "@holdall/diagnostics";
export { readText, type FilePaths, type LinesWithPath, type ReadTextOptions } from "@holdall/io";
export { threads, type ThreadsOptions } from "@holdall/scheduler-threads";
export { processes, type ProcessesOptions } from "@holdall/scheduler-processes";
export {
  Checkpoint,
  checkpoint,
  CheckpointError,
  type CheckpointEntry,
  type Pruned,
  type PruneOptions,
} from "@holdall/checkpoint";
export { closure, ClosureError, type ClosureOptions } from "@holdall/closure";
export { MemoryLimitError, PoolClosedError, WorkerDiedError, WorkerPool } from "@holdall/worker-pool";
