export {
  arraySplit,
  Bag,
  concatenate,
  Item,
  random,
  readWith,
  writeWith,
  type CallLimitOptions,
  type ElementContext,
  type ElementOptions,
  type ElementWriter,
  type OnError,
  type PartitionContext,
  type PartitionOptions,
  type ReadOptions,
  type SettledOptions,
  type StoreOptions,
  type WriteOptions,
} from "@holdall/bag";
export * from "@holdall/core";
export {
  createProgressDisplay,
  type ProgressDisplayOptions,
  type ProgressStream,
} from "@holdall/diagnostics";
export {
  readText,
  toCsv,
  toJsonLines,
  toTextFiles,
  type FileCompression,
  type FilePaths,
  type LinesWithPath,
  type OutputPath,
  type ReadTextOptions,
  type ToCsvOptions,
  type ToJsonLinesOptions,
  type ToTextFilesOptions,
  type WriteFilesOptions,
  type WrittenFile,
  readCsv,
  readJsonLines,
  RecordError,
  type CsvElement,
  type CsvField,
  type CsvRecord,
  type ElementSchema,
  type InferredValue,
  type ReadCsvOptions,
  type ReadJsonLinesOptions,
  type RecordOptions,
  type SchemaIssue,
  type SchemaResult,
  type TextFileOptions,
  type WithPath,
} from "@holdall/io";
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
