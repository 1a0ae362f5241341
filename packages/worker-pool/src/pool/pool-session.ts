import type {
  ExecutorNews,
  ExecutorSession,
  Handle,
  Outcome,
  StartedTask,
  TaskFeed,
  TaskPart,
  TaskProgress,
} from "@holdall/core";
import {
  ClassList,
  expiredOutcome,
  isSpillPlace,
  keyOf,
  registeredClasses,
  SpillError,
  TimeoutError,
} from "@holdall/core/task";
import { packBlocks, type Transport } from "../codec.ts";
import {
  copyInline,
  isBlock,
  isInline,
  type FromWorker,
  type WireOutcome,
  type WireResult,
} from "../messages.ts";
import { decodeValue, encodeValue, type Crossing } from "../value-codec.ts";
import type { WorkerDiedError } from "../errors.ts";
import { fromWireError } from "../wire-error.ts";
import { BatchNews } from "./batch-news.ts";
import type { WatchedCall } from "./call-timer.ts";
import { createContent, type Content } from "./content.ts";
import { encodeBatch } from "./encode-batch.ts";
import type { BatchUnderWay, OpenTasks, PoolWorker } from "./pool-worker.ts";
import { TraceFiles, type TraceFile } from "./trace-files.ts";
import { TaskCosts, type RememberedCosts, type WorkerCounts } from "./task-costs.ts";
import { WaitingResults } from "./waiting-results.ts";

/** What a session needs of its pool. */
export interface SessionHost {
  readonly costs: RememberedCosts;
  readonly transport: Transport;
  /** Hands tasks of this and other sessions to workers that have room. */
  dispatch(): void;
  /** Has workers drop blocks that they keep. */
  dropKept(kept: readonly number[]): void;
  /** Tells a session of the workers, and of what they run of it. */
  tellRunning(session: PoolSession): void;
  /** The session takes no more part; with `stopped`, ends what still runs of it. */
  leave(session: PoolSession, options: { readonly stopped: boolean }): Promise<void> | void;
}

let sessions = 0;
let keptBlocks = 0;

/** One run in a pool. */
export class PoolSession implements ExecutorSession {
  readonly id: number = ++sessions;
  readonly feed: TaskFeed;
  readonly #host: SessionHost;
  readonly #content: Content | undefined;
  readonly #crossing: Crossing;
  readonly #costs: TaskCosts;
  /** The numbers of blocks that workers keep. */
  readonly #kept = new Map<Handle, number>();
  /** Tasks of one of which a worker has died. */
  readonly #suspects = new Set<number>();
  readonly #traceFiles = new TraceFiles();
  /** There where memory for them is limited. */
  readonly #waiting: WaitingResults | undefined;
  #closed = false;

  /** @throws ClosureError when what the tasks share cannot travel */
  constructor(feed: TaskFeed, host: SessionHost) {
    this.feed = feed;
    this.#host = host;
    const classes = registeredClasses();
    this.#content = createContent(feed.layers, classes, host.transport);
    const { sharesMemory } = host.transport;
    this.#crossing = { classes: new ClassList(classes), strict: feed.strict !== false, sharesMemory };
    this.#costs = new TaskCosts(feed.layers, this.#content, host.costs);
    const { sharesFiles = false } = host.transport;
    this.#waiting = feed.spill && sharesFiles ? new WaitingResults(feed.spill) : undefined;
  }

  get hasTasks(): boolean {
    return !this.#closed && this.feed.ready > 0;
  }

  wake(): void {
    this.#host.dispatch();
  }

  tellRunning(): void {
    this.#host.tellRunning(this);
  }

  /** Tells those who listen to the run of the pool's workers. */
  tell(news: ExecutorNews): void {
    if (!this.#closed) this.feed.tell?.(news);
  }

  /** Gives a worker one batch; and those tasks one each of which a worker may have died. */
  feedWorker(worker: PoolWorker, counts: WorkerCounts): void {
    const { tasks, expected } = this.#costs.takeBatch(this.feed, counts);
    const share = this.#waiting?.shareOfTask(counts.workers) ?? Infinity;
    if (this.#suspects.size === 0) this.#sendBatch(worker, tasks, { expected, share });
    else {
      this.#sendBatch(
        worker,
        tasks.filter(({ id }) => !this.#suspects.has(id)),
        { expected, share },
      );
      for (const task of tasks)
        if (this.#suspects.has(task.id))
          this.#sendBatch(worker, [task], { expected: 0, share, trace: this.#traceFiles.create() });
    }
  }

  #sendBatch(worker: PoolWorker, tasks: readonly StartedTask[], { expected, share, trace }: Sending): void {
    if (tasks.length === 0) return;
    const spill = this.#guard(() => this.#waiting?.filesFor(tasks, { worker: worker.id, share }));
    const { failed, ...encoded } = encodeBatch(tasks, {
      places: this.#content?.places ?? new Map(),
      crossing: this.#crossing,
      numberOf: (block) => this.#numberOf(block),
    });
    const open: OpenTasks = new Map();
    for (const task of tasks) open.set(task.id, task);
    for (const { id } of failed) open.delete(id);
    const news = new BatchNews(this.feed, worker.id, open);
    const onOutcomes = (message: FromWorker & { readonly type: "outcomes" }): void => {
      if (message.done) trace?.remove();
      news.ended(message);
      if (message.scratch !== undefined) this.#waiting?.noteScratch(message.scratch, worker.id);
      this.feed.report(this.#guard(() => this.#closeTasks(message, batch, worker.id)) ?? []);
    };
    const onProgress = (progress: readonly TaskProgress[]): void => {
      for (const report of progress) this.feed.progress?.(report);
    };
    const onPartial = (id: number, part: TaskPart): void => {
      if (open.has(id)) this.feed.partial?.(id, part);
    };
    const onLost = (): void => this.feed.report(idsOf(open).map((id) => ({ status: "lost", id })));
    const { timeout } = this.feed;
    const onExpired = (): void =>
      this.feed.report(Array.from(open.values(), (task) => expiredOutcome(task, timeout!, worker.id)));
    const onDeath = (error: WorkerDiedError): void => {
      const call = trace?.read();
      trace?.remove();
      const at = call === undefined ? undefined : { call, isCertain: false };
      this.#blame(idsOf(open), { error, worker: worker.id, at });
    };
    const onOverdueCall = (call: WatchedCall): void => this.#endCall(open, call);
    const isWatched = this.feed.progress !== undefined;
    const batch: BatchUnderWay = {
      run: this.id,
      expected,
      open,
      timeout,
      hasExpired: false,
      news,
      onOutcomes,
      onProgress,
      onPartial,
      onLost,
      onExpired,
      onOverdueCall,
      onDeath,
    };
    const { strict } = this.#crossing;
    worker.run(batch, { ...encoded, isWatched, strict, trace: trace?.path, spill }, this.#content);
    if (failed.length > 0) this.feed.report(failed);
  }

  // A worker tells outcomes a little later: which of several tasks it ran last is found out by running each alone.
  #blame(
    ids: readonly number[],
    death: Pick<Outcome & { readonly status: "crashed" }, "error" | "worker" | "at">,
  ): void {
    const isKnown = ids.length === 1;
    for (const id of ids) this.#suspects.add(id);
    this.feed.report(
      ids.map((id) => (isKnown ? { status: "crashed", id, ...death } : { status: "lost", id })),
    );
  }

  // The name of a call begins with the key of the step that makes it.
  #endCall(open: OpenTasks, { name, timeout }: WatchedCall): void {
    const isOf = ({ task }: StartedTask): boolean =>
      task.steps.some(({ layer, index }) => name.startsWith(`${keyOf(layer, index)} `));
    const error = new TimeoutError(timeout);
    const outcomes = Array.from(open.values(), (started): Outcome => {
      const { id } = started;
      if (!isOf(started)) return { status: "lost", id };
      this.#suspects.add(id);
      return { status: "crashed", id, error, at: { call: name, isCertain: true } };
    });
    this.feed.report(outcomes);
  }

  #closeTasks(
    { finished, others }: FromWorker & { readonly type: "outcomes" },
    { open, timeout, hasExpired }: BatchUnderWay,
    worker: number,
  ): readonly Outcome[] {
    const outcomes: Outcome[] = [];
    let place = 0;
    const ended = finished.ids.map((id, i) => {
      const { layer, task } = open.get(id)!;
      this.#costs.note(layer, finished.elapsed[i]!);
      open.delete(id);
      return { id, handles: finished.results.slice(place, (place += task.parts)) };
    });
    (this.#waiting?.take(ended, worker) ?? ended).forEach(({ id, handles }, i) => {
      const skipped = finished.skipped?.get(id);
      outcomes.push({ status: "finished", id, handles, elapsed: finished.elapsed[i]!, skipped });
    });
    for (const other of others) {
      const isExpired = hasExpired && other.status === "failed";
      outcomes.push(isExpired ? expiredOutcome(open.get(other.id)!, timeout!, worker) : toOutcome(other));
      open.delete(other.id);
    }
    return outcomes;
  }

  #numberOf(block: Handle): number {
    let number = this.#kept.get(block);
    if (number === undefined) this.#kept.set(block, (number = ++keptBlocks));
    return number;
  }

  /** Has the run fail where results cannot be kept. */
  #guard<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.feed.fail(error);
      return undefined;
    }
  }

  /** Handles are blocks, places and small values: dropping them is all it takes, but for those that are kept or counted. */
  release(handles: readonly Handle[]): void {
    this.#waiting?.release(handles);
    if (this.#kept.size > 0) this.#drop(handles.filter((handle) => this.#kept.has(handle)));
  }

  #drop(handles: readonly Handle[]): void {
    if (handles.length === 0) return;
    this.#host.dropKept(handles.map((handle) => this.#kept.get(handle)!));
    for (const handle of handles) this.#kept.delete(handle);
  }

  put(value: unknown): Handle {
    if (isInline(value)) return value;
    const [block] = packBlocks(
      [encodeValue(value, this.#crossing, "What it is given")],
      this.#host.transport,
    );
    return this.#waiting?.put(block!) ?? block;
  }

  fetch(handle: Handle, isLast: boolean): unknown {
    const result = handle as WireResult;
    if (isSpillPlace(result)) return decodeValue(this.#waiting!.read(result), this.#crossing.classes, true);
    return isBlock(result) ? decodeValue(result, this.#crossing.classes, isLast) : copyInline(result);
  }

  close(options: { readonly stopped: boolean }): Promise<void> | void {
    this.#closed = true;
    this.#drop([...this.#kept.keys()]);
    this.#traceFiles.close();
    return this.#host.leave(this, options);
  }
}

/** How a batch is sent. */
interface Sending {
  /** Milliseconds that it is expected to take. */
  readonly expected: number;
  /** Bytes that a task may hold of what it reads itself. */
  readonly share: number;
  /** Where the worker notes what it calls, so that it is known if it dies. */
  readonly trace?: TraceFile | undefined;
}

function idsOf(open: OpenTasks): number[] {
  return [...open.keys()];
}

/** @throws SpillError where results could not be kept */
function toOutcome(outcome: WireOutcome): Outcome {
  switch (outcome.status) {
    case "failed": {
      const error = fromWireError(outcome.error);
      // Not the task's fault: that it is tried again is of no use.
      if (error.cause instanceof SpillError) throw error.cause;
      return { ...outcome, error };
    }
    case "missing":
      return outcome;
    default:
      return outcome satisfies never;
  }
}
