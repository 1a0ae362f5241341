import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createScheduler,
  taskKey,
  type Executor,
  type ExecutorNews,
  type RunRequest,
  type Scheduler,
  type TaskFeed,
  type WorkerInfo,
} from "@holdall/core";
import type { Transport } from "../codec.ts";
import { MemoryLimitError, PoolClosedError, warnOfLateError, WorkerDiedError } from "../errors.ts";
import type { SpawnWorker, WorkerExit } from "./channel.ts";
import { MemoryWatch } from "./memory-watch.ts";
import { PoolSession, type SessionHost } from "./pool-session.ts";
import { PoolWorker, type BatchUnderWay } from "./pool-worker.ts";

/** How to make a {@link WorkerPool}. */
export interface WorkerPoolOptions {
  /** What the scheduler is called in messages and events. */
  readonly name: string;
  /** How many workers there are at most. */
  readonly workers: number;
  readonly spawn: SpawnWorker;
  /** How bytes get to the workers and back. */
  readonly transport: Transport;
  /**
   * How many bytes of memory a worker may hold, where its channel can tell: one that holds more is ended while it is at
   * work, and replaced after its task when it is near that.
   */
  readonly memoryLimit?: number | undefined;
}

// About what passes until a first task runs: where a worker is there, it has to be sent what the tasks share.
const startup = { warmMs: 1, coldMs: 100 };

// Something else may end a worker that starts, such as the system when memory is short. What cannot start at all does not
// do so the third time either.
const mostFailedStarts = 3;

// What a stopped run may take to end by itself; then its workers are killed.
const graceMs = 100;

/**
 * A scheduler on a fixed number of workers, each of which runs one task at a time. Workers start when first needed and
 * stay for later runs; while they have nothing to do they do not keep the process alive. Several runs may use a pool
 * at once.
 *
 * Channels differ (threads, processes, machines); all else is here.
 */
export class WorkerPool implements Scheduler, AsyncDisposable {
  readonly name: string;
  /** How many workers there are at most. */
  readonly workers: number;
  readonly executor: Executor;
  readonly #spawn: SpawnWorker;
  readonly #scheduler: Scheduler;
  readonly #members = new Set<PoolWorker>();
  readonly #sessions = new Set<PoolSession>();
  readonly #host: SessionHost;
  readonly #memory: MemoryWatch | undefined;
  #dispatching = false;
  #closed = false;
  /** How many workers have died as they started, since the last one that was ready. */
  #failedStarts = 0;

  constructor({ name, workers, spawn, transport, memoryLimit }: WorkerPoolOptions) {
    this.name = name;
    this.workers = workers;
    this.#spawn = spawn;
    this.#memory =
      memoryLimit === undefined
        ? undefined
        : new MemoryWatch(memoryLimit, this.#members, (worker, size) => void this.#replaceOver(worker, size));
    const startupMs = (): number => (this.#isReady ? startup.warmMs : startup.coldMs);
    this.executor = {
      name,
      concurrency: workers,
      get startupMs() {
        return startupMs();
      },
      open: (feed) => this.#open(feed),
    };
    this.#scheduler = createScheduler(this.executor);
    this.#host = {
      costs: new Map(),
      transport,
      dispatch: () => {
        this.#dispatch();
        // Its tasks may have rested when the last worker ended.
        if (this.#idle === 0) this.#startMore();
      },
      dropKept: (kept) => {
        for (const worker of this.#members) worker.dropKept(kept);
      },
      tellRunning: (session) => this.#tellRunning(session),
      leave: (session, options) => this.#leave(session, options),
    };
  }

  run(request: RunRequest): Promise<readonly unknown[]> {
    return this.#scheduler.run(request);
  }

  stream(request: RunRequest): AsyncGenerator<unknown, void, undefined> {
    return this.#scheduler.stream(request);
  }

  /** Ends all workers; runs that are under way fail with a PoolClosedError. Closing twice does no harm. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const session of this.#sessions) session.feed.fail(new PoolClosedError(this.name));
    // Runs that are over may still be printing.
    await waitUntilFree([...this.#members], "any");
    await Promise.all([...this.#members].map((worker) => worker.kill()));
  }

  /** Does what `close` does, at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #isReady(): boolean {
    return [...this.#members].some((worker) => worker.hasStarted);
  }

  // Workers start before the constants are read, as both take time.
  #open(feed: TaskFeed): PoolSession {
    if (this.#closed) throw new PoolClosedError(this.name);
    this.#startWorkers(feed.size);
    try {
      const session = new PoolSession(feed, this.#host);
      this.#sessions.add(session);
      this.#tellRunning(session);
      this.#memory?.update(true);
      return session;
    } finally {
      this.#holdStarting();
    }
  }

  // As many at a time as there are cores: two that share a core are ready later than one after the other.
  #startWorkers(tasks: number): void {
    const missing = Math.min(this.workers, tasks) - this.#members.size;
    if (missing <= 0) return;
    const starting = [...this.#members].filter((worker) => !worker.hasStarted).length;
    for (let i = 0; i < Math.min(missing, availableParallelism() - starting); i++) {
      const worker = new PoolWorker(this.#freeId(), this.#spawn, {
        onMessage: (worker) => {
          if (worker.load === 0 && this.#memory?.isFull(worker) === true) void this.#replace(worker);
          this.#dispatch();
          this.#startMore();
        },
        onReady: (ready) => {
          this.#failedStarts = 0;
          this.#tell({ type: "worker-started", worker: infoOf(ready), isNew: true });
        },
        onOverdue: (overdue, tell) => void this.#replaceOverdue(overdue, tell),
        onExit: (exited, exit) => this.#bury(exited, exit),
      });
      this.#members.add(worker);
    }
    this.#holdStarting();
  }

  // The lowest, so that what a worker has for itself, a device or a database, can be told by it.
  #freeId(): number {
    const taken = new Set([...this.#members].map(({ id }) => id));
    let id = 1;
    while (taken.has(id)) id += 1;
    return id;
  }

  #startMore(): void {
    if (this.#members.size === this.workers) return;
    for (const { hasTasks, feed } of this.#sessions) {
      if (hasTasks) this.#startWorkers(this.#members.size + feed.ready);
    }
  }

  // The process waits for workers that are still starting as long as there is a run that they are to work on.
  #holdStarting(): void {
    for (const worker of this.#members) worker.holdWhileStarting(this.#sessions.size > 0);
  }

  // Idle workers first; a second batch goes to a worker only when each has one.
  #dispatch(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      for (let load = 0; load <= 1; load++) {
        for (const worker of this.#members) {
          const session = this.#nextSession();
          if (session === undefined) return;
          if (this.#memory?.isFull(worker) === true) continue;
          if (worker.load !== load || !worker.hasRoom(session.feed.ready >= 2 * this.workers)) continue;
          this.#moveToEnd(session);
          session.feedWorker(worker, { workers: this.workers, idle: this.#idle });
        }
      }
    } finally {
      this.#dispatching = false;
    }
  }

  get #idle(): number {
    let idle = 0;
    for (const worker of this.#members) if (worker.load === 0) idle += 1;
    return idle;
  }

  // Runs take turns.
  #nextSession(): PoolSession | undefined {
    for (const session of this.#sessions) if (session.hasTasks) return session;
    return undefined;
  }

  #moveToEnd(session: PoolSession): void {
    this.#sessions.delete(session);
    this.#sessions.add(session);
  }

  #leave(session: PoolSession, { stopped }: { readonly stopped: boolean }): Promise<void> | void {
    this.#sessions.delete(session);
    this.#memory?.update(this.#sessions.size > 0);
    this.#holdStarting();
    const busy = stopped ? [...this.#members].filter((worker) => worker.has(session.id)) : [];
    if (busy.length > 0) return this.#stopRun(session.id, busy);
  }

  // Workers that do not come to an end by themselves are killed; what else they had runs again elsewhere.
  async #stopRun(run: number, busy: readonly PoolWorker[]): Promise<void> {
    for (const worker of busy) worker.cancel(run);
    await waitUntilFree(busy, run);
    await Promise.all(busy.filter((worker) => worker.has(run)).map((worker) => this.#replace(worker)));
  }

  async #replace(worker: PoolWorker): Promise<void> {
    await this.#end(worker);
    this.#giveBack(worker.underWay);
  }

  async #end(worker: PoolWorker): Promise<void> {
    this.#members.delete(worker);
    await worker.kill();
    this.#tellGone(worker, { exitCode: undefined, signal: undefined, isExpected: true });
  }

  #tellRunning(session: PoolSession): void {
    for (const worker of this.#members) {
      if (!worker.hasStarted) continue;
      session.tell({ type: "worker-started", worker: infoOf(worker), isNew: false });
      const [running] = worker.underWay;
      if (running?.run === session.id) running.news.tellRunning();
    }
  }

  #tell(news: ExecutorNews): void {
    for (const session of this.#sessions) session.tell(news);
  }

  #tellGone(
    worker: PoolWorker,
    exit: Pick<ExecutorNews & { readonly type: "worker-died" }, "exitCode" | "signal" | "isExpected">,
  ): void {
    this.#tell({ type: "worker-died", worker: infoOf(worker), ...exit });
  }

  async #replaceOverdue(worker: PoolWorker, tell: (running: BatchUnderWay) => void): Promise<void> {
    await this.#end(worker);
    const [running, ...queued] = worker.underWay;
    if (running !== undefined) tell(running);
    this.#giveBack(queued);
  }

  async #replaceOver(worker: PoolWorker, size: number): Promise<void> {
    const cause = new MemoryLimitError(size, this.#memory!.limit);
    this.#members.delete(worker);
    await worker.kill();
    this.#mourn(worker, { exitCode: undefined, signal: "SIGKILL", cause });
  }

  // Tasks that had not ended when their worker did run again elsewhere.
  #giveBack(batches: readonly BatchUnderWay[]): void {
    for (const { onLost } of batches) onLost();
    this.#startMore();
  }

  #bury(worker: PoolWorker, exit: WorkerExit): void {
    const isExpected = !this.#members.delete(worker) || this.#closed;
    if (isExpected) return;
    this.#mourn(worker, exit);
  }

  #mourn(worker: PoolWorker, exit: WorkerExit): void {
    this.#tellGone(worker, { exitCode: exit.exitCode, signal: exit.signal, isExpected: false });
    const [running, ...queued] = worker.underWay;
    const died = new WorkerDiedError({
      worker: worker.name,
      keys: [...(running?.open.values() ?? [])].map(({ task }) => taskKey(task)),
      ...exit,
    });
    if (!worker.hasStarted) this.#countFailedStart(died);
    // Batches that were only waiting are not to blame.
    if (running !== undefined) running.onDeath(died);
    else if (worker.hasStarted) warnOfLateError(worker.name, exit);
    this.#giveBack(queued);
  }

  #countFailedStart(died: WorkerDiedError): void {
    this.#failedStarts += 1;
    if (this.#failedStarts < mostFailedStarts) return;
    this.#failedStarts = 0;
    for (const session of this.#sessions) session.feed.fail(died);
  }
}

function infoOf({ id, name }: PoolWorker): WorkerInfo {
  return { id, name };
}

/** Waits for workers to come to the end of a run, or of all, for as long as it is worth to. */
async function waitUntilFree(workers: readonly PoolWorker[], run: number | "any"): Promise<void> {
  const free = Promise.all(workers.map((worker) => worker.freeOf(run)));
  const grace = new AbortController();
  await Promise.race([free, sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
  grace.abort();
}
