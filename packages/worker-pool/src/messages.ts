import type {
  InputArgument,
  MovedResults,
  RegisteredClass,
  SaveInterval,
  SpillPlace,
  TaskPart,
  TaskProgress,
} from "@holdall/core/task";
import type { Block } from "./codec.ts";
import type { WatchedCall } from "./pool/call-timer.ts";
import type { WireError } from "./wire-error.ts";

/** What the pool says to a worker. */
export type ToWorker =
  /** Comes first: what the worker is called. */
  | { readonly type: "start"; readonly workerId: number }
  /** Constants that tasks share, and classes, sent once and kept under the name of their content. */
  | {
      readonly type: "ship";
      readonly content: string;
      /** The serialized and encoded `ContentValue`. */
      readonly data: Block;
      /** Modules that have to be loaded first, where the constants refer to modules in TypeScript. */
      readonly tsx: readonly string[];
    }
  | { readonly type: "forget"; readonly contents: readonly string[] }
  /** No task to come reads these blocks that it keeps. */
  | { readonly type: "release"; readonly kept: readonly number[] }
  | {
      readonly type: "run";
      readonly batch: number;
      readonly run: number;
      /** The constants that `shared` arguments point into; none where no task has any. */
      readonly content: string | undefined;
      /** The encoded `WireTasks`. */
      readonly tasks: Block;
      /** Results of earlier tasks, still encoded, and values with instances of classes in them. */
      readonly blocks: readonly Block[];
      /** Blocks that this and later batches read, sent once. */
      readonly kept: readonly KeptBlock[];
      /** Whether anybody wants to know how far functions are. */
      readonly isWatched: boolean;
      /** Whether instances of classes that are not registered are refused in results. */
      readonly strict: boolean;
      /** The file in which the worker notes what its only task calls, as workers have died of that. */
      readonly trace: string | undefined;
      /** Files of the run; there where it has any. */
      readonly spill: WireSpill | undefined;
    }
  /** Tasks of this run that have not started are not to start, and those that have are to be told. */
  | { readonly type: "cancel"; readonly run: number }
  /** The task of this batch has had its time, and is to be told. */
  | { readonly type: "expire"; readonly batch: number };

/** Where results wait that there is no memory for. */
export interface WireSpill {
  /** Absolute path. */
  readonly folder: string;
  /** Tasks that are to write their results there, by their numbers; none while there is memory. */
  readonly writes: readonly number[] | undefined;
  /** Bytes of encoded values that one of them may hold decoded of what it reads itself; what is beyond that it writes. */
  readonly share: number;
}

/** A block that a worker keeps, with its value once that was needed, until it is told to release it. */
export interface KeptBlock {
  /** Names it among all blocks that a pool's workers keep. */
  readonly number: number;
  readonly block: Block | SpillPlace;
}

/** What the tasks of a run have in common. */
export interface ContentValue {
  readonly constants: readonly unknown[];
  /** In the order of the run's list. */
  readonly classes: readonly RegisteredClass[];
}

/** What a worker says to the pool. */
export type FromWorker =
  | { readonly type: "ready" }
  /** Where nobody else tells it: the worker ends, as this was thrown and not caught. */
  | { readonly type: "dying"; readonly error: WireError }
  | {
      readonly type: "outcomes";
      readonly batch: number;
      readonly finished: WireFinished;
      /** Tasks that ended in another way. */
      readonly others: readonly WireOutcome[];
      /** Whether the batch has ended. */
      readonly done: boolean;
      /** How many bytes the worker holds when a batch has ended, where its pool wants to know. */
      readonly memory?: number | undefined;
      /** What tasks have moved to and from files of their own since it was told last. */
      readonly scratch?: WireScratch | undefined;
    }
  | { readonly type: "progress"; readonly batch: number; readonly progress: readonly TaskProgress[] }
  /** A call begins that is to be ended with this worker when it takes longer; without one, it has ended. */
  | {
      readonly type: "call";
      readonly batch: number;
      readonly call: WatchedCall | undefined;
    }
  /** What a task has done so far; its value is a {@link WireResult}. */
  | { readonly type: "partial"; readonly batch: number; readonly id: number; readonly part: TaskPart };

/** How much tasks have moved to and from files of their own. */
export interface WireScratch {
  readonly written: MovedResults;
  readonly read: MovedResults;
}

/** Tasks of a batch that finished, as columns: flat lists are much faster to send than an object per task. */
export interface WireFinished {
  readonly ids: readonly number[];
  readonly elapsed: readonly number[];
  /** Of each task as many as it has parts. */
  readonly results: readonly WireResult[];
  /** By task, how many elements its operations left out; not there where none did. */
  readonly skipped?: ReadonlyMap<number, ReadonlyMap<string, number>>;
}

/** The tasks of a batch, in the order in which they are to run. */
export type WireTasks = readonly WireGroup[];

/** Tasks that have one shape, as columns. */
export interface WireGroup {
  readonly shape: WireShape;
  readonly ids: readonly number[];
  /** Two for each step of each task: its index in its layer, and its partition. */
  readonly places: readonly number[];
  /** What `value` arguments name: `shape.values` of them for each task. */
  readonly values: readonly unknown[];
  /** Places in `values` where a table stands for the array it was made of. */
  readonly tables: readonly number[];
  /** Places in `values` where a place in the message's `blocks` stands for a value. */
  readonly encoded: readonly number[];
  /** `shape.inputs` of them for each task. */
  readonly inputs: readonly WireInput[];
  /** By id, of tasks that save what they do. */
  readonly saves?: ReadonlyMap<number, WireSaves>;
  /** By id, of tasks some of whose calls have ended workers. */
  readonly crashedCalls?: ReadonlyMap<number, readonly WireCrashedCall[]>;
}

/** A call that is not to be made again. */
export interface WireCrashedCall {
  readonly call: string;
  readonly crashes: number;
  readonly error: WireError;
}

/** What a task goes on from, and how often it saves. */
export interface WireSaves {
  readonly every: SaveInterval;
  /** Their values are {@link WireInput}. */
  readonly resume: readonly TaskPart[];
}

/** All there is to say of a task but its number, its place and its own data. */
export interface WireShape {
  readonly parts: number;
  /** How often they have been started. */
  readonly attempt: number;
  readonly inputs: number;
  /** Slots of the inputs that are kept. */
  readonly kept: readonly number[];
  /** Slots of the inputs that the tasks read themselves. */
  readonly late: readonly number[];
  readonly values: number;
  readonly steps: readonly WireStep[];
}

/** A step without its function and constants, which are named by where they are to be found. */
export interface WireStep {
  readonly fn: WireFunction;
  readonly args: readonly WireArgument[];
  readonly operation: string;
  readonly layer: string;
}

export interface WireFunction {
  readonly module: string;
  readonly name: string;
}

export type WireArgument =
  /** A place among the task's own values. */
  | { readonly kind: "value"; readonly index: number }
  /** A place among the constants of the message's `content`. */
  | { readonly kind: "shared"; readonly index: number }
  | InputArgument
  | { readonly kind: "previous" }
  | { readonly kind: "array"; readonly items: readonly WireArgument[]; readonly isLate?: boolean | undefined }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, WireArgument])[] };

/** An input of a task: a small value itself, a place in the message's `blocks` or in a file, a block that is kept, or nothing yet. */
export type WireInput =
  Inline | { readonly block: number } | SpillPlace | { readonly kept: number } | { readonly absent: true };

/** Values that are sent as they are: encoding them would cost more. */
export type Inline = Primitive | SmallView | readonly (Primitive | SmallView)[];

/** A typed array with a little memory of its own. Not one of bytes, as blocks are that. */
export type SmallView = Exclude<NodeJS.TypedArray<ArrayBuffer>, Uint8Array>;

/** What can be in a value that is sent as it is. */
export type Primitive = string | number | bigint | boolean | null | undefined;

/** A result of a task. */
export type WireResult = Block | Inline | SpillPlace;

/** How a task ended that did not finish, as a worker tells it. */
export type WireOutcome =
  | { readonly status: "failed"; readonly id: number; readonly error: WireError; readonly elapsed: number }
  | { readonly status: "missing"; readonly id: number; readonly slots: readonly number[] };

const longestText = 256;
const longestArray = 16;
const mostBytes = 256;
const anyTypedArray: unknown = Object.getPrototypeOf(Int8Array.prototype);

/** Whether a value is sent as it is. */
export function isInline(value: unknown): value is Inline {
  return Array.isArray(value) ? isShortArray(value) : isPrimitive(value) || isSmallView(value);
}

/** A value that was sent as it is, for one reader alone. */
export function copyInline(value: Inline): Inline {
  return Array.isArray(value)
    ? (value as (Primitive | SmallView)[]).map(copyView)
    : copyView(value as Primitive | SmallView);
}

function copyView<T extends Primitive | SmallView>(value: T): T {
  return ArrayBuffer.isView(value) ? (value.slice() as T) : value;
}

// Structured clone sends all memory behind a view, and keeps views of one memory together: so it has to be the view's.
function isSmallView(value: unknown): value is SmallView {
  if (!ArrayBuffer.isView(value) || value instanceof Uint8Array || value instanceof DataView) return false;
  if (Object.getPrototypeOf(Object.getPrototypeOf(value)) !== anyTypedArray) return false; // of a class of the user's
  const { buffer, byteLength } = value;
  const { resizable = false } = buffer as { readonly resizable?: boolean };
  const isOwn = buffer instanceof ArrayBuffer && !resizable && buffer.byteLength === byteLength;
  return isOwn && byteLength <= mostBytes;
}

function isPrimitive(value: unknown): value is Primitive {
  switch (typeof value) {
    case "string":
      return value.length <= longestText;
    case "number":
    case "bigint":
    case "boolean":
    case "undefined":
      return true;
    default:
      return value === null;
  }
}

// Without holes, and without properties of its own. A view has to be alone: two may be the same, and are to stay so.
function isShortArray(array: readonly unknown[]): boolean {
  return (
    array.length <= longestArray &&
    (array.every(isPrimitive) || (array.length === 1 && isSmallView(array[0]))) &&
    Object.keys(array).length === array.length &&
    Object.getPrototypeOf(array) === Array.prototype
  );
}

/** Whether a result is a block rather than a small value itself. */
export function isBlock(result: WireResult): result is Block {
  return result instanceof Uint8Array || (typeof result === "object" && result !== null && "bytes" in result);
}
