export { registerClass, type ClassOptions } from "./classes/register-class.ts";
export { captureCallSite, type CallSite } from "./call-site.ts";
export {
  registerCheckpoints,
  type ChangedTasks,
  type CheckpointRequest,
  type Checkpoints,
  type CheckpointSummary,
  type LayerCheckpoint,
  type OpenCheckpoints,
  type StoredResult,
} from "./checkpoint/checkpoints.ts";
export {
  resolveCheckpoint,
  type CheckpointInterval,
  type CheckpointOptions,
} from "./checkpoint/checkpoint-options.ts";
export {
  isCollection,
  LowerContext,
  type Collection,
  type Lowered,
  type PartitionedCollection,
} from "./collection.ts";
export {
  allowsFailures,
  type ComputedInPart,
  type PartialOutcome,
  type PartialRunOptions,
  type PartitionFailure,
} from "./compute-in-part.ts";
export {
  compute,
  computeAsked,
  computeOne,
  computeOneSync,
  computeOneWithMetadata,
  computeTargets,
  computeWithMetadata,
  streamOne,
  type Computed,
  type NoRunOptions,
  type SyncOptions,
  type WithMetadata,
} from "./compute.ts";
export { resolvePasses, setConfig, withConfig, type Config, type RunOptions } from "./config.ts";
export {
  createDelayed,
  delayed,
  Delayed,
  type DeepLazy,
  type DelayedFunction,
  type DelayedOptions,
} from "./delayed.ts";
export type {
  BytesEvent,
  EngineEvent,
  EventBase,
  LayerInfo,
  RunHooks,
  RunInfo,
  RunLifeEvent,
  RunSummary,
  SkippedElements,
  SpillEvent,
  TaskEvent,
  TaskLifeEvent,
  TaskProgressEvent,
  TaskTimes,
  WorkerEvent,
  WorkerInfo,
} from "./events.ts";
export { cull } from "./graph/cull.ts";
export { fuse } from "./graph/fuse.ts";
export type { GraphIndex } from "./graph/graph-index.ts";
export { order } from "./graph/order.ts";
export { createLayer, TaskGraph, type Layer, type LocalLayer, type TaskCall } from "./graph/task-graph.ts";
export { countOf, showInOneLine } from "./inspect.ts";
export { memorySize } from "./memory-size.ts";
export { passesOf, type Passes } from "./passes.ts";
export { collectionsIn } from "./nested.ts";
export { assertFunction, duration, parseOptions, wholeNumber } from "./parse.ts";
export { registerProgress, type ProgressDisplay, type WatchableRun } from "./progress.ts";
export { createScheduler } from "./scheduler/create-scheduler.ts";
export { asynchronous } from "./scheduler/async.ts";
export { automatic } from "./scheduler/auto.ts";
export type {
  CrashPlace,
  Executor,
  ExecutorNews,
  ExecutorSession,
  Handle,
  Outcome,
  StartedTask,
  TaskFeed,
} from "./scheduler/executor.ts";
export type { PartKeeper } from "./run/kept-parts.ts";
export { retryShape, type RetryOptions } from "./run/retries.ts";
export { isRunningProcess, startOfProcess } from "./running-process.ts";
export { registerScheduler, type SchedulerFactory } from "./scheduler/registry.ts";
export { isScheduler, type RunRequest, type Scheduler } from "./scheduler/scheduler.ts";
export { synchronous } from "./scheduler/sync.ts";
export type { RunSpill, RunSpillOptions } from "./spill/run-spill.ts";
export { registerValueCodec, type CreateValueCodec, type ValueCodec } from "./spill/value-codec.ts";
export * from "./task.ts";
export { tokenize } from "./tokenize.ts";
