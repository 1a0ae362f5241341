import { TimeoutError } from "../errors.ts";
import type { Pace, TaskHost, TaskProgress } from "../graph/task.ts";
import type { TimeLimit } from "./time-limit.ts";

/** What the calling thread offers to a task that may take so long and no longer. */
export class TimedHost implements TaskHost {
  readonly workerId: number;
  readonly pace: Pace | undefined;
  readonly #host: TaskHost | undefined;
  readonly #limit: TimeLimit;

  constructor(host: TaskHost | undefined, limit: TimeLimit) {
    this.#host = host;
    this.#limit = limit;
    this.workerId = host?.workerId ?? 0;
    this.pace = host?.pace && limitedPace(host.pace, limit);
  }

  get progress(): ((progress: TaskProgress) => void) | undefined {
    return this.#host?.progress;
  }

  get signal(): AbortSignal {
    return this.#limit.signal;
  }
}

function limitedPace(pace: Pace, limit: TimeLimit): Pace {
  return {
    get stride() {
      return pace.stride;
    },
    patience: pace.patience,
    due() {
      if (limit.isOver) throw new TimeoutError(limit.timeout);
      return pace.due();
    },
  };
}
