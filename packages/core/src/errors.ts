import { isError } from "./is-error.ts";

/** What every error of holdall has: a `code` that stays the same when its message is reworded. */
export class HoldallError extends Error {
  declare readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, "code", { value: code, enumerable: true });
  }

  static {
    this.prototype.name = "HoldallError";
  }
}

/** An argument or option that cannot be used, thrown at the call where it was given. */
export class InvalidArgumentError extends HoldallError {
  constructor(message: string, options?: ErrorOptions) {
    super("HOLDALL_INVALID_ARGUMENT", message, options);
  }

  static {
    this.prototype.name = "InvalidArgumentError";
  }
}

/** A scheduler asked for by a name that nothing registered. */
export class UnknownSchedulerError extends HoldallError {
  constructor(message: string) {
    super("HOLDALL_UNKNOWN_SCHEDULER", message);
  }

  static {
    this.prototype.name = "UnknownSchedulerError";
  }
}

/** A task graph that cannot run: a task reads what is not there, or waits for itself. */
export class GraphError extends HoldallError {
  /** Keys of the tasks at fault: the cycle in order, or reader and missing dependency. */
  readonly keys: readonly string[];

  constructor(message: string, keys: readonly string[]) {
    super("HOLDALL_INVALID_GRAPH", message);
    this.keys = keys;
  }

  static {
    this.prototype.name = "GraphError";
  }
}

/** A run that was stopped by its `signal`; `cause` is the signal's reason. */
export class AbortError extends HoldallError {
  constructor(cause: unknown) {
    super("HOLDALL_ABORTED", "The run was aborted by its signal.", { cause });
  }

  static {
    this.prototype.name = "AbortError";
  }
}

/** A value holds an instance of a class that would not be one where the value goes. */
export class UnregisteredClassError extends HoldallError {
  /** Name of the class. */
  readonly className: string;
  /** Where in the value it is: `[2].at`. */
  readonly path: string;

  /**
   * @param place - where it was met: `what` is the value, as the subject of a sentence; `reason` says why it cannot go there as it
   * is, and `remedy`, a sentence, what to do
   */
  constructor(
    className: string,
    {
      what,
      path,
      reason,
      remedy,
    }: { readonly what: string; readonly path: string; readonly reason: string; readonly remedy: string },
  ) {
    super(
      "HOLDALL_UNREGISTERED_CLASS",
      `${what} holds an instance of the class ${className}${path === "" ? "" : ` at ${path}`}, which ${reason}. ${remedy}`,
    );
    this.className = className;
    this.path = path;
  }

  static {
    this.prototype.name = "UnregisteredClassError";
  }
}

/** Asynchronous work met by a call that has to return at once. */
export class NotSynchronousError extends HoldallError {
  constructor(message: string) {
    super("HOLDALL_NOT_SYNCHRONOUS", message);
  }

  static {
    this.prototype.name = "NotSynchronousError";
  }
}

/** The call that a task failed with cannot be made again. */
export class NotReproducibleError extends HoldallError {
  constructor(message: string, options?: ErrorOptions) {
    super("HOLDALL_NOT_REPRODUCIBLE", message, options);
  }

  static {
    this.prototype.name = "NotReproducibleError";
  }
}

const reproductions = new WeakMap<TaskError, () => Promise<unknown>>();

/** Says how the call is made again that a task failed with. */
export function setReproduction(error: TaskError, reproduce: () => Promise<unknown>): void {
  reproductions.set(error, reproduce);
}

/** Where in a computation a failure happened. */
export interface TaskErrorPlace {
  /** Key of the task, `layer:index`. */
  readonly key: string;
  /** What the user called: `"map"`, `"filter"`, the name of a delayed function. */
  readonly operation: string;
  /** Index of the partition. */
  readonly partition: number;
  /**
   * Where one element was at fault, its place among those that the operation was given of the partition, from 0 on: that
   * of a line that `map` fails on after a `filter` is its place among the lines that the filter kept.
   */
  readonly index?: number | undefined;
  /** What the operation was given there, as a short line of text. */
  readonly preview?: string | undefined;
  /** How often the task had been started, that time included. */
  readonly attempt?: number | undefined;
  /** The worker that ran the task, as contexts tell it: counted from 1 in its pool; 0 on the calling thread. */
  readonly worker?: number | undefined;
  /** Which of the functions of its task failed, as `TaskContext.place` says; the run makes `callSite` of it. */
  readonly place?: number | undefined;
}

/**
 * A task failed: `cause` is what the user's code threw, the other fields say where. The stack has the lines of the cause,
 * and below them the one where the operation was written.
 */
export class TaskError extends HoldallError {
  /** Key of the task, `layer:index`. */
  readonly key: string;
  /** What the user called: `"map"`, `"filter"`, the name of a delayed function. */
  readonly operation: string;
  /** Index of the partition. */
  readonly partition: number;
  /** Place of the element at fault among those that the operation was given of the partition; where it was one element. */
  readonly index: number | undefined;
  /** What the operation was given there, as a short line of text: `{ id: 3, name: 'Ada' }`. */
  readonly preview: string | undefined;
  /** How often the task had been started, that time included. */
  readonly attempt: number | undefined;
  /** The worker that ran the task, as contexts tell it: counted from 1 in its pool; 0 on the calling thread. */
  readonly worker: number | undefined;
  /** Where the operation was written, `file:///home/ada/script.ts:12:6`, as far as that is known. */
  readonly callSite: string | undefined = undefined;
  /** @internal */
  declare readonly place?: number;

  constructor(place: TaskErrorPlace, cause: unknown) {
    const element = place.index === undefined ? "" : `element ${place.index} of `;
    super(
      "HOLDALL_TASK_FAILED",
      `\`${place.operation}\` failed on ${element}partition ${place.partition} (task ${place.key}): ${describeCause(cause)}`,
      { cause },
    );
    this.key = place.key;
    this.operation = place.operation;
    this.partition = place.partition;
    this.index = place.index;
    this.preview = place.preview;
    this.attempt = place.attempt;
    this.worker = place.worker;
    if (place.place !== undefined) this.place = place.place;
    const frames = framesOf(cause);
    if (frames !== undefined) this.stack = `${this.name}: ${this.message}\n${frames}`;
  }

  /**
   * Makes the call again that failed: of the same function, for the same element, on this thread, where a debugger can
   * stop in it. The function is the one that was given to the operation, with the variables it captured as they are now.
   *
   * What comes before it in the same partition is done again as far as the element depends on it, or its place is counted
   * by it; what other tasks made is read again from where it is kept for as long as this error is. Of a fold, or what else
   * depends on all elements before, all calls for the partition are made again.
   *
   * @returns what the function returns
   * @throws what the function throws
   * @throws NotReproducibleError when what the task read is not there any more, or holds no such element this time
   *
   * @example
   * ```ts
   * import { delayed, TaskError } from "@holdall/core";
   *
   * const service = { isUp: false };
   * const ask = delayed((what: string) => {
   *   if (!service.isUp) throw new Error("503");
   *   return `${what}!`;
   * });
   * const error: unknown = await ask("hello").compute({ scheduler: "sync" }).catch((reason: unknown) => reason);
   * service.isUp = true;
   * console.log(await (error as TaskError).reproduce()); // hello!
   * ```
   */
  async reproduce(): Promise<unknown> {
    const reproduce = reproductions.get(this);
    if (reproduce === undefined)
      throw new NotReproducibleError(`Nothing is kept of task ${this.key} to make its call again with.`);
    return reproduce();
  }

  static {
    this.prototype.name = "TaskError";
  }
}

/**
 * A task took one worker after the other with it, or an element did whose operation knows what to do then: `cause` says how
 * the last one died.
 */
export class TaskCrashedError extends HoldallError {
  readonly key: string;
  readonly operation: string;
  readonly partition: number;
  /** As that of {@link TaskError}; there where it is known. */
  readonly index: number | undefined;
  /** How many workers died while they ran it, and nothing else. */
  readonly crashes: number;
  /** The last of them, as contexts tell it: counted from 1 in its pool. */
  readonly worker: number | undefined;
  /** Where the operation was written, `file:///home/ada/script.ts:12:6`, as far as that is known. */
  readonly callSite: string | undefined = undefined;

  constructor(
    { key, operation, partition, index, worker }: TaskErrorPlace,
    { crashes, cause }: { readonly crashes: number; readonly cause: unknown },
  ) {
    const often = crashes === 1 ? "its worker" : `${crashes} workers, one after the other`;
    super(
      "HOLDALL_TASK_CRASHED",
      `\`${operation}\` on ${index === undefined ? "" : `element ${index} of `}partition ${partition} (task ${key}) ended ${often}: ${describeCause(cause)}`,
      { cause },
    );
    this.key = key;
    this.operation = operation;
    this.partition = partition;
    this.index = index;
    this.crashes = crashes;
    this.worker = worker;
  }

  static {
    this.prototype.name = "TaskCrashedError";
  }
}

/** What a task failed with for good. */
export type TaskFailure = TaskError | TaskCrashedError;

/** A task took longer than the run's `timeout` allows: the `cause` of a {@link TaskError}. */
export class TimeoutError extends HoldallError {
  /** Milliseconds that it had. */
  readonly timeout: number;

  constructor(timeout: number) {
    super("HOLDALL_TIMEOUT", `It took longer than the ${timeout} ms that \`timeout\` allows.`);
    this.timeout = timeout;
  }

  static {
    this.prototype.name = "TimeoutError";
  }
}

/** A noun as a sentence names one of them: `an object`. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** A value as one short line, for messages. Never throws, whatever the value does. */
export function describeValue(value: unknown): string {
  try {
    if (typeof value === "string") return JSON.stringify(shorten(value));
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
    if (typeof value !== "object" || value === null) return String(value);
    if (Array.isArray(value)) return `an array of ${value.length}`;
    const name = (Object.getPrototypeOf(value) as object | null)?.constructor.name ?? "Object";
    if (typeof name !== "string" || name === "") return "an object"; // of a class without a name, or a generator
    return name === "Object"
      ? `an object with keys [${shorten(Object.keys(value).join(", "))}]`
      : withArticle(name);
  } catch {
    return "a value that cannot be shown";
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function describeCause(cause: unknown): string {
  try {
    return isError(cause) ? `${cause.name}: ${cause.message}` : `threw ${describeValue(cause)}`;
  } catch {
    return "an error that cannot be shown";
  }
}

/**
 * The frames of an error alone, for V8 repeats name and message, which may span lines, above the first "    at "; nothing
 * where there are none.
 */
export function framesOf(cause: unknown): string | undefined {
  try {
    const stack = isError(cause) ? cause.stack : undefined;
    const start = stack?.search(/^ {4}at /m) ?? -1;
    return start < 0 ? undefined : stack!.slice(start);
  } catch {
    return undefined;
  }
}
