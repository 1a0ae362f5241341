import { AbortError, TaskError } from "../errors.ts";
import { unpacked } from "../graph/packed-pairs.ts";
import {
  keyOf,
  type Argument,
  type Pace,
  type Step,
  type TaskContext,
  type TaskHost,
  type TaskProgress,
} from "../graph/task.ts";
import type { CallTrace, CallWatch } from "../graph/task-call.ts";
import type { OpenUntilEnd } from "../graph/open-until-end.ts";
import type { SavedTask, TaskPart, TaskSaves } from "../graph/task-part.ts";
import { isInstance } from "../is-error.ts";
import { previewOf } from "../preview.ts";
import type { Scratch, TaskScratch } from "../spill/task-scratch.ts";
import { createQuietController } from "./quiet-controller.ts";

/** What an attempt goes on from, and where it saves what it does. */
export interface SavingAttempt extends SavedTask {
  /** Takes what has come since it was saved last. */
  save(part: TaskPart): void;
}

/** A task that is to be run, for the first time or once more. */
export interface TaskAttempt {
  readonly steps: readonly Step[];
  readonly inputs: readonly unknown[];
  /** How often it has been started, this time included. @default 1 */
  readonly attempt?: number;
  readonly host?: TaskHost | undefined;
  /** What it goes on from, and where it saves what it does. */
  readonly saves?: SavingAttempt | undefined;
  /** Where it says what it calls. */
  readonly trace?: CallTrace | undefined;
  /** Its files, where its late inputs are too large for memory. They are closed when it ends. */
  readonly scratch?: TaskScratch | undefined;
}

/** A task that is run once. */
export interface TaskRun extends Readonly<Required<TaskAttempt>> {
  /** How many elements operations left out, by operation; there once one has. */
  skipped: Map<string, number> | undefined;
  /** What is open until it ends; there once anything is. */
  open: OpenUntilEnd[] | undefined;
}

/** A run of a task, in which nothing has been skipped so far. */
export function createTaskRun(attempted: TaskAttempt): TaskRun {
  const { steps, inputs, attempt = 1, host, saves, trace, scratch } = attempted;
  const before = saves?.resume.at(-1)?.skipped ?? [];
  const skipped = before.length === 0 ? undefined : new Map(before);
  return { steps, inputs, attempt, host, saves, trace, scratch, skipped, open: undefined };
}

/**
 * Runs the steps of a task, each on what the one before returned. Returns at once what synchronous code returned, a
 * promise only where user code did.
 * @throws TaskError naming operation, partition and element
 */
export function runTask(run: TaskRun): unknown {
  const result = runPacked(run);
  return isThenable(result) ? Promise.resolve(result).then(unpacked) : unpacked(result);
}

/** The same, for one who sends results on: pairs that are still to be made are left to whoever reads them. */
export function runPacked(run: TaskRun): unknown {
  let result: unknown;
  try {
    result = runFrom(run, 0, undefined);
  } catch (error) {
    throw endTask(run, error);
  }
  if (!isThenable(result)) return leaveTask(run, result);
  return Promise.resolve(result).then(
    (awaited) => leaveTask(run, awaited),
    (error: unknown) => {
      throw endTask(run, error);
    },
  );
}

/** Ends a task. @returns what of its result outlasts it */
function leaveTask(run: TaskRun, result: unknown): unknown {
  if (run.open === undefined && run.scratch === undefined) return result;
  try {
    return leavingTask(run, result);
  } catch (error) {
    throw failureAt(run.steps.at(-1)!, error, run.host?.workerId);
  } finally {
    endTask(run, undefined);
  }
}

function leavingTask({ open = [] }: Pick<TaskRun, "open">, result: unknown): unknown {
  return open.reduce((left, each) => each.leave(left), result);
}

/** Closes what a task has open. @returns what it failed with */
function endTask({ open, scratch }: TaskRun, error: unknown): unknown {
  for (const each of open ?? []) each.close();
  scratch?.close();
  return error;
}

function runFrom(run: TaskRun, start: number, before: unknown): unknown {
  const { steps, inputs } = run;
  let previous = before;
  for (let i = start; i < steps.length; i++) {
    const step = steps[i]!;
    const context = new StepContext(step, run);
    try {
      previous = call(step, context, { inputs, previous: unpacked(previous) });
    } catch (error) {
      throw failureOf(context, error);
    }
    if (isThenable(previous)) return runOn(run, i + 1, { context, pending: previous });
  }
  return previous;
}

/** Goes on with step `start` when what the step before it promised is there. */
function runOn(
  run: TaskRun,
  start: number,
  { context, pending }: { readonly context: TaskContext; readonly pending: PromiseLike<unknown> },
): Promise<unknown> {
  return Promise.resolve(pending).then(
    (value) => (start === run.steps.length ? value : runFrom(run, start, value)),
    (error: unknown) => {
      throw failureOf(context, error);
    },
  );
}

/** Where in a graph a task function is called. */
export type TaskPlace = Pick<Step, "layer" | "index" | "partition" | "operation">;

/** The context of a task function that is called outside of a task. */
export function createContext(place: TaskPlace, host?: TaskHost, attempt = 1): TaskContext {
  return new StepContext(place, createTaskRun({ steps: [], inputs: [], host, attempt }));
}

// There is one for each task: what seldom is asked for is put together then.
class StepContext implements TaskContext {
  operation: string;
  index: number | undefined = undefined;
  place: number | undefined = undefined;
  given: { readonly value: unknown } | undefined = undefined;
  readonly #place: TaskPlace;
  readonly #run: TaskRun;

  constructor(place: TaskPlace, run: TaskRun) {
    this.operation = place.operation;
    this.#place = place;
    this.#run = run;
  }

  get key(): string {
    return keyOf(this.#place.layer, this.#place.index);
  }

  get partition(): number {
    return this.#place.partition;
  }

  get pace(): Pace | undefined {
    return this.#run.host?.pace;
  }

  get signal(): AbortSignal {
    return this.#run.host?.signal ?? createQuietController().signal;
  }

  get workerId(): number {
    return this.#run.host?.workerId ?? 0;
  }

  get attempt(): number {
    return this.#run.attempt;
  }

  get saves(): TaskSaves | undefined {
    const { saves } = this.#run;
    if (saves === undefined || !this.isLast) return undefined;
    const { every, resume } = saves;
    return {
      every,
      resume,
      save: (part) => {
        const value = leavingTask(this.#run, part.value);
        saves.save({ ...part, value, skipped: [...(this.#run.skipped ?? [])] });
      },
    };
  }

  get isLast(): boolean {
    return this.#place === this.#run.steps.at(-1);
  }

  get scratch(): Scratch | undefined {
    return this.#run.scratch;
  }

  get trace(): CallTrace | undefined {
    return this.#run.trace;
  }

  get watch(): CallWatch | undefined {
    return this.#run.host?.watch;
  }

  keepOpen(open: OpenUntilEnd): void {
    (this.#run.open ??= []).push(open);
  }

  get leave(): ((value: unknown) => unknown) | undefined {
    return this.#run.open === undefined ? undefined : (value) => leavingTask(this.#run, value);
  }

  progress(progress: Omit<TaskProgress, "key">): void {
    this.#run.host?.progress?.({ key: this.key, ...progress });
  }

  skip(operation: string): void {
    const skipped = (this.#run.skipped ??= new Map<string, number>());
    skipped.set(operation, (skipped.get(operation) ?? 0) + 1);
  }
}

interface Surroundings {
  readonly inputs: readonly unknown[];
  readonly previous: unknown;
}

function call({ fn, args }: Step, context: TaskContext, { inputs, previous }: Surroundings): unknown {
  const values = new Array<never>(args.length);
  for (let i = 0; i < args.length; i++) values[i] = resolveArgument(args[i]!, inputs, previous) as never;
  return fn.call(context, ...values);
}

/** What a task failed with, before or after one of its steps was called. */
export function failureAt(
  { layer, index, operation, partition }: TaskPlace,
  cause: unknown,
  worker?: number,
): TaskError {
  return new TaskError({ key: keyOf(layer, index), operation, partition, worker }, cause);
}

/** Whether a value is to be awaited. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as PromiseLike<unknown>).then === "function"
  );
}

/** What a step is called with for an argument. */
export function resolveArgument(argument: Argument, inputs: readonly unknown[], previous: unknown): unknown {
  switch (argument.kind) {
    case "value":
      return argument.value;
    case "shared":
      return argument.shared.value;
    case "input":
      return inputs[argument.slot];
    case "previous":
      return previous;
    case "array":
      return argument.items.map((item) => resolveArgument(item, inputs, previous));
    case "object":
      return Object.fromEntries(
        argument.entries.map(([key, item]) => [key, resolveArgument(item, inputs, previous)]),
      );
    default:
      argument satisfies never;
      return undefined;
  }
}

function failureOf(context: TaskContext, error: unknown): unknown {
  // Work that was stopped has not failed.
  if (isInstance(error, TaskError) || isInstance(error, AbortError)) return error;
  const { key, operation, partition, index, place, given, attempt, workerId: worker } = context;
  const preview = given && previewOf(given.value);
  return new TaskError({ key, operation, partition, index, place, preview, attempt, worker }, error);
}
