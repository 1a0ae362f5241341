import { z } from "zod";
import { TaskCrashedError, TaskError } from "../errors.ts";
import { wholeNumber } from "../parse.ts";
import type { RunRequest } from "../scheduler/scheduler.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { FailurePolicy } from "./state.ts";

/** What is done about tasks that fail. */
export interface RetryOptions {
  /**
   * How often a task that failed is tried again before the run fails. What its elements came to the first time is not
   * kept: all of the task is done again. @default 0
   */
  readonly retries?: number | undefined;
  /** Whether to try again after this error, which is the one that was thrown. @default after any */
  readonly retryOn?: ((error: unknown) => boolean) | undefined;
  /**
   * About how many milliseconds pass before a task is tried again for the first time; twice as many before the second
   * time, and so on, up to half a minute. @default 100
   */
  readonly retryDelay?: number | undefined;
  /**
   * How many workers a task may take with it, by a crash or by ending them, before the run fails. Tasks that were only
   * waiting with such a worker are not counted for it. @default 3
   */
  readonly maxCrashes?: number | undefined;
}

/** The schemas of what is said alike of tasks and of single calls. */
export const retryShape: {
  readonly retries: z.ZodType<number | undefined>;
  readonly retryOn: z.ZodType<RetryOptions["retryOn"]>;
  readonly retryDelay: z.ZodType<number | undefined>;
} = {
  retries: wholeNumber(0).optional(),
  retryOn: z
    .custom<RetryOptions["retryOn"]>((value) => typeof value === "function")
    .describe("a function")
    .optional(),
  retryDelay: z.number().nonnegative().describe("a number of milliseconds from 0 up").optional(),
};

const defaults = { retries: 0, retryDelay: 100, maxCrashes: 3 };

/** Decides about tasks that failed, and keeps them for as long as they are to rest. */
export class Retries implements FailurePolicy {
  readonly maxCrashes: number;
  readonly #allowsFailures: boolean;
  readonly #retries: number;
  readonly #retryOn: (error: unknown) => boolean;
  readonly #delay: number;
  readonly #timers = new Set<NodeJS.Timeout>();

  /** @param options.onMissing - told what is not there, where the run is to go on without tasks that failed */
  constructor(options: RetryOptions & Pick<RunRequest, "onMissing">) {
    this.#allowsFailures = options.onMissing !== undefined;
    this.maxCrashes = options.maxCrashes ?? defaults.maxCrashes;
    this.#retries = options.retries ?? defaults.retries;
    this.#retryOn = options.retryOn ?? (() => true);
    this.#delay = options.retryDelay ?? defaults.retryDelay;
  }

  mayRetry(error: unknown, failures: number): boolean {
    // What is not of the user's code, such as an abort, comes again.
    return failures <= this.#retries && error instanceof TaskError && this.#retryOn(error.cause);
  }

  mayGoOn(error: unknown): boolean {
    return this.#allowsFailures && (error instanceof TaskError || error instanceof TaskCrashedError);
  }

  /**
   * Calls back when a task has rested.
   * @returns the milliseconds until then
   */
  rest(failures: number, onRested: () => void): number {
    const delay = retryDelayMs(this.#delay, failures);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      onRested();
    }, delay);
    this.#timers.add(timer);
    return delay;
  }

  /** Forgets all that rests. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
