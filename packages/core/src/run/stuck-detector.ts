import { median } from "./median.ts";

// A task that takes ten times as long as is usual seldom only has more to do; what takes no longer than that nobody waits for.
const stuck = { times: 10, atLeastMs: 10_000 };
// Of fewer nobody can tell what is usual.
const fewest = 5;
// Of so many of the latest, as work may change in the course of days.
const mostRemembered = 101;
const lookEveryMs = 5000;

/** A task that runs. */
export interface RunningTask {
  readonly kind: number;
  /** Since when. */
  readonly started: number;
}

/** A task that runs for far longer than is usual. */
export interface StuckTask {
  readonly id: number;
  readonly runningFor: number;
  readonly usual: number;
}

/** Looks now and then for tasks that run far longer than others of their kind did. */
export class StuckDetector<T extends RunningTask> {
  readonly #running: ReadonlyMap<number, T>;
  /** By kind: what tasks took. */
  readonly #took = new Map<number, number[]>();
  readonly #told = new WeakSet<T>();
  #timer: NodeJS.Timeout | undefined;

  constructor(running: ReadonlyMap<number, T>) {
    this.#running = running;
  }

  /** Looks every five seconds from now on; does not keep the process alive. */
  start(onStuck: (found: StuckTask) => void): void {
    this.#timer ??= setInterval(() => this.#look(onStuck), lookEveryMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  note(kind: number, elapsed: number): void {
    const took = this.#took.get(kind);
    if (took === undefined) this.#took.set(kind, [elapsed]);
    else {
      took.push(elapsed);
      if (took.length > mostRemembered) took.shift();
    }
  }

  #look(onStuck: (found: StuckTask) => void): void {
    const now = performance.now();
    for (const [id, task] of this.#running) {
      const took = this.#took.get(task.kind);
      const runningFor = now - task.started;
      if (took === undefined || took.length < fewest || runningFor < stuck.atLeastMs) continue;
      const usual = median(took);
      if (runningFor < stuck.times * usual || this.#told.has(task)) continue;
      this.#told.add(task);
      onStuck({ id, runningFor, usual });
    }
  }
}
