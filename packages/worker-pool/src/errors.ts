import { inspect } from "node:util";
import { HoldallError } from "@holdall/core/task";

/** A worker ended while tasks were with it. */
export class WorkerDiedError extends HoldallError {
  /** Keys of the tasks it had and had not finished: the first of them is the likeliest to have caused it. */
  readonly keys: readonly string[];
  readonly exitCode: number | undefined;
  /** The signal that ended a process. */
  readonly signal: string | undefined;
  /** The last lines that a process wrote to its standard error, at most 50; empty for a thread. */
  readonly stderr: string;

  constructor(details: {
    readonly worker: string;
    readonly keys: readonly string[];
    readonly exitCode: number | undefined;
    readonly signal: string | undefined;
    readonly cause: unknown;
    readonly stderr?: string | undefined;
  }) {
    const { worker, keys, exitCode, signal, cause, stderr = "" } = details;
    const how = signal === undefined ? `exit code ${exitCode ?? "unknown"}` : `signal ${signal}`;
    const others = keys.length - 1;
    const queue = others === 0 ? "" : ` and had ${others} more task${others === 1 ? "" : "s"} in its queue`;
    const what = keys.length === 0 ? "while it was starting" : `while it ran ${keys[0]!}${queue}`;
    const why = cause instanceof Error ? `: ${cause.name}: ${cause.message}` : quoteTelling(stderr);
    super("HOLDALL_WORKER_DIED", `${worker} died (${how}) ${what}${why}`, { cause });
    this.keys = keys;
    this.exitCode = exitCode;
    this.signal = signal;
    this.stderr = stderr;
  }

  static {
    this.prototype.name = "WorkerDiedError";
  }
}

const longestQuote = 200;

// Frames of a stack: below the line that says what happened there may be many that say where.
const frame = /^\s*(at |\d+: 0x|-----)/;

function quoteTelling(stderr: string): string {
  const line = stderr.split("\n").findLast((text) => text.trim() !== "" && !frame.test(text));
  return line === undefined ? "" : `, and last wrote ${JSON.stringify(line.trim().slice(0, longestQuote))}`;
}

/** A worker held more memory than it may: the `cause` of a {@link WorkerDiedError}. */
export class MemoryLimitError extends HoldallError {
  /** Bytes that it held. */
  readonly size: number;
  /** Bytes that it may hold. */
  readonly limit: number;

  constructor(size: number, limit: number) {
    super(
      "HOLDALL_MEMORY_LIMIT",
      `It held ${inMebibytes(size)} MiB of memory, of which \`memoryLimit\` allows ${inMebibytes(limit)} MiB.`,
    );
    this.size = size;
    this.limit = limit;
  }

  static {
    this.prototype.name = "MemoryLimitError";
  }
}

function inMebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

/** A pool that was closed was asked to run, or closed while it ran. */
export class PoolClosedError extends HoldallError {
  constructor(pool: string) {
    super("HOLDALL_POOL_CLOSED", `The pool "${pool}" has been closed. Make a new one to run more.`);
  }

  static {
    this.prototype.name = "PoolClosedError";
  }
}

/**
 * Tells the user of an error that nobody caught and that came when the tasks of its worker had ended: there is no run that
 * it could fail. A process has written it to its standard error, which it has of its own.
 */
export function warnOfLateError(
  worker: string,
  { cause, stderr }: { readonly cause: unknown; readonly stderr?: string | undefined },
): void {
  if (cause === undefined || stderr !== undefined) return;
  const what = cause instanceof Error ? (cause.stack ?? String(cause)) : inspect(cause);
  process.emitWarning(
    `Something that a task on ${worker} left behind failed when the task had ended: ${what}`,
    { code: "HOLDALL_LATE_ERROR" },
  );
}
