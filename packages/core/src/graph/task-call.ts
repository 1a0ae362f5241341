/** A call of a function of the user that ended workers it ran on. */
export interface CrashedCall {
  /** What the task's own function calls it: none of the task's other calls has that name. */
  readonly call: string;
  /** How many workers ended. */
  readonly crashes: number;
  /** How the last of them did. */
  readonly error: unknown;
}

/**
 * Tells which call of the user's functions is under way, in a way that outlives the thread or process: there once a worker
 * has died of the task, so that the next ones need not die of the same call.
 */
export interface CallTrace {
  /** What came of this call in earlier attempts, oldest first: those that ended no worker are not there. */
  crashesOf(call: string): readonly CrashedCall[];
  /** A call begins, while no other one is under way. */
  begin(call: string): void;
  /** It has ended, in whatever way. */
  end(): void;
}

/**
 * Sees to it that a call which does not return, and so can be told nothing, comes to an end: with the worker that makes it.
 * To the task it then is one of its {@link CrashedCall}s, whose error is a TimeoutError.
 */
export interface CallWatch {
  /** A call begins that may take so many milliseconds, while no other one that is watched is under way. */
  begin(call: string, timeout: number): void;
  /** It has ended, in whatever way. */
  end(): void;
}
