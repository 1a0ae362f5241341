import type { Block } from "./codec.ts";
import type { WireError } from "./wire-error.ts";

/** What the pool says to a worker. */
export type ToWorker =
  /** Constants that tasks share, sent once and kept under the name of their content. */
  | {
      readonly type: "ship";
      readonly content: string;
      readonly data: Block;
      /** Modules that have to be loaded first, where the constants refer to modules in TypeScript. */
      readonly tsx: readonly string[];
    }
  | { readonly type: "forget"; readonly contents: readonly string[] }
  | {
      readonly type: "run";
      readonly batch: number;
      readonly run: number;
      /** The constants that `shared` arguments point into; none where no task has any. */
      readonly content: string | undefined;
      /** The encoded `WireTasks`. */
      readonly tasks: Block;
      /** Results of earlier tasks, still encoded. */
      readonly blocks: readonly Block[];
    }
  /** Tasks of this run that have not started are not to start. */
  | { readonly type: "cancel"; readonly run: number };

/** What a worker says to the pool. */
export type FromWorker =
  | { readonly type: "ready" }
  | {
      readonly type: "outcomes";
      readonly batch: number;
      readonly outcomes: readonly WireOutcome[];
      /** Whether the batch has ended. */
      readonly done: boolean;
    };

/** The tasks of a batch. What those of one layer have in common is said once. */
export interface WireTasks {
  readonly shapes: readonly WireShape[];
  readonly tasks: readonly WireTask[];
}

/** All there is to say of a task but its number, its place and its own data. */
export interface WireShape {
  readonly parts: number;
  readonly steps: readonly WireStep[];
}

/** A task as it goes to a worker: short, as there may be many. */
export type WireTask = readonly [
  id: number,
  /** Place in {@link WireTasks.shapes}. */
  shape: number,
  /** Two for each step: its index in its layer, and its partition. */
  places: readonly number[],
  /** What `value` arguments name. */
  values: readonly unknown[],
  inputs: readonly WireInput[],
];

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
  | { readonly kind: "input"; readonly slot: number }
  | { readonly kind: "previous" }
  | { readonly kind: "array"; readonly items: readonly WireArgument[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, WireArgument])[] };

/** An input of a task: a small value itself, a place in the message's `blocks`, or nothing yet. */
export type WireInput =
  | { readonly kind: "inline"; readonly value: Inline }
  | { readonly kind: "block"; readonly index: number }
  | { readonly kind: "absent" };

/** Values that are sent as they are: encoding them would cost more. */
export type Inline = string | number | bigint | boolean | null | undefined;

/** A result of a task. */
export type WireResult = Block | Inline;

/** How a task ended, as a worker tells it. */
export type WireOutcome =
  | {
      readonly status: "finished";
      readonly id: number;
      readonly results: readonly WireResult[];
      readonly elapsed: number;
    }
  | { readonly status: "failed"; readonly id: number; readonly error: WireError; readonly elapsed: number }
  | { readonly status: "missing"; readonly id: number; readonly slots: readonly number[] };

const longestInline = 256;

/** Whether a value is sent as it is. */
export function isInline(value: unknown): value is Inline {
  switch (typeof value) {
    case "string":
      return value.length <= longestInline;
    case "number":
    case "bigint":
    case "boolean":
    case "undefined":
      return true;
    default:
      return value === null;
  }
}
