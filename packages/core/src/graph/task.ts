import type { Scratch } from "../spill/task-scratch.ts";
import type { CallTrace, CallWatch } from "./task-call.ts";
import type { OpenUntilEnd } from "./open-until-end.ts";
import type { TaskSaves } from "./task-part.ts";

/**
 * Names one result: part `part` of task `index` of the layer called `layer`.
 * A task starts when all it refers to is there; a `lazy` reference is neither waited for nor computed
 * until the task asks for it (see {@link missing}).
 */
export interface Reference {
  readonly layer: string;
  readonly index: number;
  /** Which of the task's results. @default 0 */
  readonly part?: number;
  /** @default false */
  readonly lazy?: boolean;
}

/** Results that are wanted: one, or the same part of several neighbouring tasks of a layer. */
export interface Target extends Reference {
  /** Number of tasks, from `index` on. @default 1 */
  readonly count?: number;
}

/** Number of results that are wanted. */
export function countTargets(targets: readonly Target[]): number {
  return targets.reduce((sum, { count = 1 }) => sum + count, 0);
}

/** The results that are wanted, one by one. */
export function referencesTo(targets: readonly Target[]): Reference[] {
  return targets.flatMap(({ count = 1, ...first }) =>
    Array.from({ length: count }, (_, i) => ({ ...first, index: first.index + i })),
  );
}

/**
 * A function that the calling thread and every worker can get at: itself, and where a worker imports it from.
 * It is called with the {@link TaskContext} and the task's arguments; what it returns is the task's result,
 * or an array of results when the task has several parts.
 */
export interface TaskFunction {
  /** The function itself, on the thread that made the graph. */
  readonly call: (context: TaskContext, ...args: never[]) => unknown;
  /** URL of the module that exports it. */
  readonly module: string;
  /** Name it is exported under. */
  readonly name: string;
  /**
   * Makes again the one call of a user's function that failed, of several that it makes: with what it was given then, on
   * the thread that made the graph. Returns, or promises, what that returns. Without it, all is called again.
   */
  readonly reproduce?: (context: TaskContext, call: FailedCall, ...args: never[]) => unknown;
}

/** Which of the calls that a task function makes failed, as it said in its {@link TaskContext}. */
export interface FailedCall {
  readonly place: number | undefined;
  readonly index: number | undefined;
}

/**
 * A constant that tasks have in common. It may hold functions, goes to each worker once, and is there shared by
 * all tasks that name it. Its identity is what counts: make one per constant.
 */
export class Shared<T = unknown> {
  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }
}

/** What a step is called with. */
export type Argument =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "shared"; readonly shared: Shared }
  | InputArgument
  /** What the step before this one, in the same task, returned. */
  | { readonly kind: "previous" }
  | {
      readonly kind: "array";
      readonly items: readonly Argument[];
      /**
       * Whether the function reads its inputs itself, one after the other: in their place it may be given a
       * {@link LateInput}. An array in an array, or in an object, is always read before.
       * @default false
       */
      readonly isLate?: boolean | undefined;
    }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, Argument])[] };

/** What an argument is made of: the argument itself, or those in its arrays and objects. */
export function leavesOf(argument: Argument): Argument[] {
  switch (argument.kind) {
    case "array":
      return argument.items.flatMap(leavesOf);
    case "object":
      return argument.entries.flatMap(([, item]) => leavesOf(item));
    default:
      return [argument];
  }
}

/** What the task reads, by its place in the `inputs` its layer names. */
export interface InputArgument {
  readonly kind: "input";
  readonly slot: number;
  /**
   * Whether a worker keeps the value for other tasks that read it, and so gets it once. None of them may change it.
   * @default false
   */
  readonly isKept?: boolean | undefined;
}

/** One call of a task, and the names under which its failure is reported. */
export interface Step {
  readonly fn: TaskFunction;
  readonly args: readonly Argument[];
  /** What the user called: `"map"`, `"sum"`, the name of a delayed function. */
  readonly operation: string;
  /** Name of the layer it is from; the key of its task is {@link keyOf} this and `index`. */
  readonly layer: string;
  /** The task's place in that layer. */
  readonly index: number;
  /** Index of the partition, as the user counts them. */
  readonly partition: number;
}

/**
 * One unit of work: one call, or several in a row that were fused. Plain data but for its functions, made
 * from its layer when it is about to run.
 */
export interface Task {
  readonly steps: readonly Step[];
  /** How many results it has, each released on its own. */
  readonly parts: number;
}

/** What a task function is told, and tells, beside its arguments. One per execution of a step. */
export interface TaskContext {
  readonly key: string;
  readonly partition: number;
  /**
   * Where user code is running now: a task function that calls several user functions on many elements sets
   * these before its error leaves it, so that the failure names the very operation and element.
   */
  operation: string;
  index: number | undefined;
  /** Which of them it is, as its layer counts them, where it has several. */
  place: number | undefined;
  /** What that function was given, which the error of the task shows. */
  given: { readonly value: unknown } | undefined;
  /** Keeps the thread responsive; there on threads that have other things to do (see {@link Pace}). */
  readonly pace: Pace | undefined;
  /** Whether what the function returns is the result of the task, and goes to no function of it any more. */
  readonly isLast: boolean;
  /** Where what the task cannot hold in memory is to wait; there where its late inputs are too large for that. */
  readonly scratch: Scratch | undefined;
  /** Fires when the run is aborted or fails, or its reader leaves. */
  readonly signal: AbortSignal;
  /** The worker that runs the task, counted from 1; 0 on the calling thread. */
  readonly workerId: number;
  /** How often the task has been started, this time included. */
  readonly attempt: number;
  /** Where it saves what it has done so far; there where that is asked for, and only in the last step of a task. */
  readonly saves: TaskSaves | undefined;
  /** Where it says what it calls; there once workers have died of the task. */
  readonly trace: CallTrace | undefined;
  /** Who ends calls that take too long; there where workers can be ended. */
  readonly watch: CallWatch | undefined;
  /** Hands over what is to stay open until the task has ended, whatever comes of it. */
  keepOpen(open: OpenUntilEnd): void;
  /** Makes of a value what may outlast the task; there once something is open that values may depend on. */
  readonly leave: ((value: unknown) => unknown) | undefined;
  /** Tells whoever watches the run how far user code is (see `RunHooks.progress`). */
  progress(progress: Omit<TaskProgress, "key">): void;
  /** Notes that an operation left an element out because its function failed: the run counts them. */
  skip(operation: string): void;
}

/** How far a function of the user is with what it was called for. */
export interface TaskProgress {
  /** `layer:index` of the task. */
  readonly key: string;
  readonly operation: string;
  readonly partition: number;
  /** Index of the element, among those that the operation was given; none where it was given the whole partition. */
  readonly index: number | undefined;
  /** From 0 to 1. */
  readonly fraction: number;
}

/** What the thread that runs tasks of a run offers to them. */
export interface TaskHost {
  readonly pace?: Pace | undefined;
  /** @default 0, the calling thread */
  readonly workerId?: number;
  /** Read only when a task asks for it. @default one that never fires */
  readonly signal?: AbortSignal;
  /** Not there where nobody watches. */
  readonly progress?: ((progress: TaskProgress) => void) | undefined;
  /** Not there where nobody can end a call. */
  readonly watch?: CallWatch | undefined;
}

/**
 * Lets the event loop of the calling thread turn during a long loop over elements, and stops the loop when the run
 * is aborted. A loop calls `due` after so many elements as the call before told it; a promise has to be awaited.
 */
export interface Pace {
  /** Elements until `due` is to be called again. */
  stride: number;
  /**
   * Milliseconds that a loop may go on after that, where it is in the middle of an element.
   * @default 0
   */
  readonly patience?: number | undefined;
  /** @throws AbortError when the run was aborted. */
  due(): Promise<void> | undefined;
}

/** A value of a task that is not sent to workers as it is: what `toSend` makes is what the argument is there. */
export abstract class SentOtherwise {
  /** Makes what is sent. */
  abstract toSend(): unknown;
}

/** What is sent to a worker for a value. */
export function sentFor(value: unknown): unknown {
  return value instanceof SentOtherwise ? value.toSend() : value;
}

/** Stands for an input that has not been computed, in the place of a lazy reference's value. */
export const absent: unique symbol = Symbol.for("holdall.absent");

/** A result that says: run me again once these inputs are there. Made by {@link missing}. */
export interface MissingInputs {
  readonly [missingInputs]: readonly number[];
}

// Registered, as code that was bundled for workers has a copy of this module.
const missingInputs: unique symbol = Symbol.for("holdall.missing");

/**
 * Returned by a task function instead of a result to ask for inputs that were lazy.
 * @param slots - places in the inputs that the task's layer names
 */
export function missing(...slots: number[]): MissingInputs {
  return { [missingInputs]: slots };
}

/** The places that a result of {@link missing} asks for; nothing for any other result. */
export function missingSlots(result: unknown): readonly number[] | undefined {
  return typeof result === "object" && result !== null
    ? (result as Partial<MissingInputs>)[missingInputs]
    : undefined;
}

/** The key of a task, which is that of its last step: the ones before were fused into it. */
export function taskKey({ steps }: Task): string {
  const { layer, index } = steps.at(-1)!;
  return keyOf(layer, index);
}

/** The key a task is known by in errors, events and pictures. */
export function keyOf(layer: string, index: number): string {
  return `${layer}:${index}`;
}
