import type { PoolWorker } from "./pool-worker.ts";

// As often as dask's nanny does.
const everyMs = 100;

// One that holds more than this part of what it may is not given another task.
const fullShare = 0.8;

/** Looks at how much memory workers hold while they are at work. */
export class MemoryWatch {
  readonly limit: number;
  readonly #workers: Iterable<PoolWorker>;
  readonly #onOver: (worker: PoolWorker, size: number) => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param onOver - told of a worker that holds more than it may; it is expected to end it */
  constructor(
    limit: number,
    workers: Iterable<PoolWorker>,
    onOver: (worker: PoolWorker, size: number) => void,
  ) {
    this.limit = limit;
    this.#workers = workers;
    this.#onOver = onOver;
  }

  /** Whether a worker is to give way to a new one, by what it held after the last of its tasks. */
  isFull({ memoryAfterTasks }: PoolWorker): boolean {
    return memoryAfterTasks > fullShare * this.limit;
  }

  /** Looks as long as there are runs. */
  update(hasRuns: boolean): void {
    if (hasRuns) this.#timer ??= setInterval(() => this.#look(), everyMs).unref();
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #look(): void {
    for (const worker of [...this.#workers]) {
      const size = worker.load > 0 ? worker.memory : undefined;
      if (size !== undefined && size > this.limit) this.#onOver(worker, size);
    }
  }
}
