import { createQuietController, expiredGraceMs, isThenable, TimeoutError } from "@holdall/core/task";

/** The time that one call of a function of the user may take, from now on. */
export class Deadline {
  readonly #timeout: number;
  readonly #outer: AbortSignal;
  readonly #end: number;
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasExpired = false;
  readonly #onAbort = (): void => {
    clearTimeout(this.#timer); // a run that is over waits for nothing
    this.#controller?.abort();
  };

  /**
   * @param timeout - milliseconds
   * @param outer - the signal of the task
   */
  constructor(timeout: number, outer: AbortSignal) {
    this.#timeout = timeout;
    this.#outer = outer;
    this.#end = performance.now() + timeout;
    outer.addEventListener("abort", this.#onAbort);
  }

  /** Fires when the time is over, and when the signal of the task does. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = createQuietController();
      if (this.#outer.aborted || this.#hasExpired) this.#controller.abort();
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
      this.#close();
      throw error;
    }
    if (isThenable(result)) return this.#race(result);
    this.#close();
    if (performance.now() > this.#end) throw new TimeoutError(this.#timeout);
    return result;
  }

  #race(result: PromiseLike<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        this.#close();
        reject(this.#hasExpired ? new TimeoutError(this.#timeout) : (error as Error));
      };
      this.#timer = setTimeout(() => {
        this.#hasExpired = true;
        this.#controller?.abort();
        this.#timer = setTimeout(fail, expiredGraceMs);
      }, this.#end - performance.now());
      result.then((value) => {
        this.#close();
        resolve(value);
      }, fail);
    });
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener("abort", this.#onAbort);
  }
}
