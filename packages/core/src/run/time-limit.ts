import { TimeoutError } from "../errors.ts";
import { expiredGraceMs } from "./expired.ts";
import { createQuietController } from "./quiet-controller.ts";
import { isThenable } from "./run-task.ts";

/** The time that a call may take, which it is told the end of by a signal. */
export class TimeLimit {
  /** Milliseconds. */
  readonly timeout: number;
  readonly #end: number;
  readonly #outer: () => AbortSignal | undefined;
  #heard: AbortSignal | undefined;
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasExpired = false;
  readonly #onAbort = (): void => {
    clearTimeout(this.#timer); // a run that is over waits for nothing
    this.#controller?.abort();
  };

  /**
   * @param timeout - milliseconds
   * @param begin - when the call began, or is about to
   * @param outer - the signal of what the call is part of
   */
  constructor(timeout: number, begin: number, outer: () => AbortSignal | undefined) {
    this.timeout = timeout;
    this.#end = begin + timeout;
    this.#outer = outer;
  }

  /** Whether the time is over by now. */
  get isOver(): boolean {
    return performance.now() > this.#end;
  }

  /** Whether the call was told so while it was waited for. */
  get hasExpired(): boolean {
    return this.#hasExpired;
  }

  /** Fires when the time is over, and when the outer signal does. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = createQuietController();
      if (this.#hasExpired || this.#isAborted()) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /**
   * Makes the call.
   * @returns what it came to, or a promise of it
   * @throws TimeoutError when it took too long: one that waits is told so by the signal, and may end by itself for a while
   */
  run(call: () => unknown): unknown {
    let result: unknown;
    try {
      result = call();
    } catch (error) {
      this.close();
      throw error;
    }
    if (isThenable(result)) return this.race(result);
    this.close();
    if (this.isOver) throw new TimeoutError(this.timeout);
    return result;
  }

  /** Waits for what a call has returned, as {@link run} does. */
  race<T>(result: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        this.close();
        reject(this.#hasExpired ? new TimeoutError(this.timeout) : (error as Error));
      };
      if (!this.#isAborted()) {
        this.#timer = setTimeout(() => {
          this.#hasExpired = true;
          this.#controller?.abort();
          this.#timer = setTimeout(fail, expiredGraceMs);
        }, this.#end - performance.now());
      }
      result.then((value) => {
        this.close();
        resolve(value);
      }, fail);
    });
  }

  /** The call has ended. */
  close(): void {
    clearTimeout(this.#timer);
    this.#heard?.removeEventListener("abort", this.#onAbort);
  }

  #isAborted(): boolean {
    if (this.#heard === undefined) {
      this.#heard = this.#outer();
      this.#heard?.addEventListener("abort", this.#onAbort);
    }
    return this.#heard?.aborted === true;
  }
}
