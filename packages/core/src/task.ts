/** What runs inside a task: all that a worker loads of core, and nothing that is slow to load. */
export {
  absent,
  countTargets,
  keyOf,
  leavesOf,
  missing,
  missingSlots,
  referencesTo,
  sentFor,
  SentOtherwise,
  taskKey,
  Shared,
  type Argument,
  type FailedCall,
  type InputArgument,
  type MissingInputs,
  type Pace,
  type Reference,
  type Step,
  type Task,
  type Target,
  type TaskContext,
  type TaskFunction,
  type TaskHost,
  type TaskProgress,
} from "./graph/task.ts";
export type { CallTrace, CallWatch, CrashedCall } from "./graph/task-call.ts";
export type { SavedTask, SaveInterval, TaskPart, TaskSaves } from "./graph/task-part.ts";
export { ClassList, type ListedClass } from "./classes/class-list.ts";
export { cloneKindOf, type CloneKind } from "./classes/clone-kind.ts";
export { fillCopy } from "./classes/fill-copy.ts";
export { typedArrayClasses, type TypedArrayClass } from "./classes/typed-arrays.ts";
export { forEachChild } from "./classes/children.ts";
export { findInstances, type FindOptions, type Found } from "./classes/find-instances.ts";
export {
  decodeInstance,
  encodeInstance,
  encodingOf,
  registeredClasses,
  rememberClass,
  type RegisteredClass,
} from "./classes/registered.ts";
export { createLateInput, isLateInput, lateSlots, readInput, type LateInput } from "./graph/late-input.ts";
export type { OpenUntilEnd } from "./graph/open-until-end.ts";
export { asColumns, hasColumns } from "./graph/columns.ts";
export {
  packedSource,
  packPairs,
  pairsOf,
  unpacked,
  type PackedPairs,
  type PairColumns,
  type PairSource,
} from "./graph/packed-pairs.ts";
export { moduleFunction } from "./graph/module-function.ts";
export {
  AbortError,
  describeValue,
  GraphError,
  HoldallError,
  InvalidArgumentError,
  NotReproducibleError,
  NotSynchronousError,
  TaskCrashedError,
  TaskError,
  TimeoutError,
  UnknownSchedulerError,
  UnregisteredClassError,
  type TaskErrorPlace,
  type TaskFailure,
} from "./errors.ts";
export { isError, isInstance } from "./is-error.ts";
export { SpillError } from "./spill/spill-error.ts";
export { removeSpillFoldersOf, removeStaleSpillFolders } from "./spill/spill-folder.ts";
export { isSpillPlace, sizeOfPlace, type SpillPlace } from "./spill/spill-place.ts";
export { SpillReader } from "./spill/spill-reader.ts";
export { SpillWriter } from "./spill/spill-writer.ts";
export {
  shareOfTask,
  TaskScratch,
  type MovedResults,
  type Scratch,
  type TaskScratchOptions,
} from "./spill/task-scratch.ts";
export type { ValueCodec } from "./spill/value-codec.ts";
export { worthSpilling } from "./spill/worth-spilling.ts";
export { isPlainObject, type PlainObject } from "./is-plain-object.ts";
export {
  fillNumbers,
  fromNumbers,
  joinNumbers,
  sliceNumbers,
  toNumbers,
  type Numbers,
  type Span,
} from "./numbers.ts";
export { locateFile } from "./locate-file.ts";
export { expiredGraceMs, expiredOutcome } from "./run/expired.ts";
export { retryDelayMs } from "./run/retry-delay.ts";
export { createQuietController } from "./run/quiet-controller.ts";
export { TimeLimit } from "./run/time-limit.ts";
export {
  createContext,
  createTaskRun,
  failureAt,
  isThenable,
  runPacked,
  runTask,
  type SavingAttempt,
  type TaskPlace,
  type TaskAttempt,
  type TaskRun,
} from "./run/run-task.ts";
