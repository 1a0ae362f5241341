import { TimeoutError } from "../errors.ts";
import type { Pace, TaskHost, TaskProgress } from "../graph/task.ts";
import type { Outcome, StartedTask } from "../scheduler/executor.ts";
import { expiredGraceMs, expiredOutcome } from "./expired.ts";
import { createQuietController } from "./quiet-controller.ts";

/** What the calling thread offers to a task that may take so long and no longer. */
export class TimedHost implements TaskHost {
  readonly workerId: number;
  readonly pace: Pace | undefined;
  readonly #host: TaskHost | undefined;
  readonly #timeout: number;
  readonly #end: number;
  #controller: AbortController | undefined;
  #hasExpired = false;

  /** @param time.end - when the time of the task is over */
  constructor(
    host: TaskHost | undefined,
    { timeout, end }: { readonly timeout: number; readonly end: number },
  ) {
    this.#host = host;
    this.#timeout = timeout;
    this.#end = end;
    this.workerId = host?.workerId ?? 0;
    this.pace = host?.pace && this.#watch(host.pace);
  }

  get progress(): ((progress: TaskProgress) => void) | undefined {
    return this.#host?.progress;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = createQuietController();
      const outer = this.#host?.signal;
      if (outer?.aborted === true) this.#controller.abort();
      else outer?.addEventListener("abort", () => this.#controller!.abort(), { once: true });
    }
    if (this.#hasExpired) this.#controller.abort();
    return this.#controller.signal;
  }

  /** The outcome, or that the time was over: told to the task first, which may then end by itself for a while. */
  race(outcome: Promise<Outcome>, started: StartedTask): Promise<Outcome> {
    return new Promise((resolve) => {
      let timer = setTimeout(() => {
        this.#hasExpired = true;
        this.#controller?.abort();
        timer = setTimeout(
          () => resolve(expiredOutcome(started, this.#timeout, this.workerId)),
          expiredGraceMs,
        );
      }, this.#end - performance.now());
      void outcome.then((ended) => {
        clearTimeout(timer);
        const isExpired = this.#hasExpired && ended.status === "failed";
        resolve(isExpired ? expiredOutcome(started, this.#timeout, this.workerId) : ended);
      });
    });
  }

  #watch(pace: Pace): Pace {
    const [timeout, end] = [this.#timeout, this.#end];
    return {
      get stride() {
        return pace.stride;
      },
      due() {
        if (performance.now() > end) throw new TimeoutError(timeout);
        return pace.due();
      },
    };
  }
}
