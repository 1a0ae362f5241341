import type { StartedTask, TaskPart, TaskProgress } from "@holdall/core";
import { expiredGraceMs } from "@holdall/core/task";
import type { WorkerDiedError } from "../errors.ts";
import { movableMemory, sizeOf, type Block } from "../codec.ts";
import { isBlock, type FromWorker, type ToWorker } from "../messages.ts";
import { fromWireError } from "../wire-error.ts";
import type { BatchNews } from "./batch-news.ts";
import type { ChannelEvents, SpawnWorker, WorkerChannel, WorkerExit } from "./channel.ts";
import { CallTimer, type WatchedCall } from "./call-timer.ts";
import type { Content } from "./content.ts";
import { hasRoom } from "./task-costs.ts";

/** Tasks that have no outcome yet, by their number in the run. */
export type OpenTasks = Map<number, StartedTask>;

/** Tasks that are with a worker. */
export interface BatchUnderWay {
  readonly run: number;
  readonly expected: number;
  readonly open: OpenTasks;
  /** Milliseconds that it may take. */
  readonly timeout: number | undefined;
  /** Whether it has taken longer than that. */
  hasExpired: boolean;
  /** Told when the worker has come to it, or to the next of its open tasks. */
  readonly news: BatchNews;
  readonly onOutcomes: (message: FromWorker & { readonly type: "outcomes" }) => void;
  readonly onProgress: (progress: readonly TaskProgress[]) => void;
  readonly onPartial: (id: number, part: TaskPart) => void;
  /** The worker was ended for a reason that has nothing to do with these tasks. */
  readonly onLost: () => void;
  /** It has expired, and its worker was ended for that. */
  readonly onExpired: () => void;
  /** So has a call of one of them. */
  readonly onOverdueCall: (call: WatchedCall) => void;
  /** The worker died of one of them, as it ran them. */
  readonly onDeath: (error: WorkerDiedError) => void;
}

// A worker keeps so many contents of earlier runs, and so many bytes of them, before it forgets the oldest.
const mostContents = 32;
const mostContentBytes = 256 * 2 ** 20;

/** One worker of a pool: what is under way there, and what it has been sent for good. */
export class PoolWorker {
  readonly #channel: WorkerChannel;
  readonly #batches = new Map<number, BatchUnderWay>();
  readonly #contents = new Map<string, number>(); // name to bytes, least recently used first
  readonly #kept = new Set<number>(); // numbers of blocks
  readonly #gone: Promise<void>;
  #waiting: { readonly run: number | "any"; readonly resolve: () => void }[] = [];
  #isReady = false;
  #isGone = false;
  #isKilled = false;
  #fatal: unknown;
  #memoryAfterTasks = 0;
  #expected = 0;
  #lastBatch = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #onOverdue: () => void;
  readonly #callTimer: CallTimer;
  readonly #onReady: () => void;

  /** Number of the worker, which none of its pool's others has now. */
  readonly id: number;

  /** @param listener - told after each message has been dealt with, and when the worker is gone */
  constructor(
    id: number,
    spawn: SpawnWorker,
    listener: {
      readonly onMessage: (worker: PoolWorker) => void;
      /** It is ready to run tasks. */
      readonly onReady: (worker: PoolWorker) => void;
      /** What it runs has expired, and has not ended though it was told; and what is to be said of that once it was ended. */
      readonly onOverdue: (worker: PoolWorker, tell: (running: BatchUnderWay) => void) => void;
      readonly onExit: (worker: PoolWorker, exit: WorkerExit) => void;
    },
  ) {
    this.id = id;
    this.#onOverdue = () => listener.onOverdue(this, (running) => running.onExpired());
    this.#callTimer = new CallTimer((call) =>
      listener.onOverdue(this, (running) => running.onOverdueCall(call)),
    );
    this.#onReady = () => listener.onReady(this);
    let leave: () => void = () => undefined;
    this.#gone = new Promise((resolve) => (leave = resolve));
    const events: ChannelEvents = {
      onMessage: (message) => {
        this.#receive(message);
        this.#updateRef();
        listener.onMessage(this);
      },
      onExit: (exit) => {
        this.#isGone = true;
        if (this.#batches.size > 0) this.#channel.removeLeft?.();
        clearTimeout(this.#timer);
        this.#callTimer.set(undefined);
        leave();
        this.#tellFree();
        listener.onExit(this, { ...exit, cause: exit.cause ?? this.#fatal });
      },
    };
    this.#channel = spawn(events);
  }

  get name(): string {
    return this.#channel.name;
  }

  /** Whether it ever was ready to run tasks. */
  get hasStarted(): boolean {
    return this.#isReady;
  }

  /** Number of batches that are with it. */
  get load(): number {
    return this.#batches.size;
  }

  /** @param isPlenty - whether there is work for all workers for some time */
  hasRoom(isPlenty: boolean): boolean {
    return this.#isReady && !this.#isGone && hasRoom(this.#batches.size, this.#expected, isPlenty);
  }

  /** How many bytes it holds at this moment, where that is known. */
  get memory(): number | undefined {
    return this.#channel.memory?.();
  }

  /** How many bytes it held when the last batch had ended; 0 where nobody wants to know. */
  get memoryAfterTasks(): number {
    return this.#memoryAfterTasks;
  }

  /** Batches that have not ended, oldest first. */
  get underWay(): readonly BatchUnderWay[] {
    return [...this.#batches.values()];
  }

  /** Sends a batch, and with it the constants and kept blocks it needs, unless they are there. */
  run(
    batch: BatchUnderWay,
    message: Pick<
      ToWorker & { type: "run" },
      "tasks" | "blocks" | "kept" | "isWatched" | "strict" | "trace" | "spill"
    >,
    content: Content | undefined,
  ): void {
    const shipped = content === undefined ? [] : this.#ship(content);
    const number = ++this.#lastBatch;
    this.#batches.set(number, batch);
    this.#expected += batch.expected;
    if (this.#batches.size === 1) this.#begin();
    this.#updateRef();
    const kept = message.kept.filter((one) => !this.#kept.has(one.number));
    for (const one of kept) this.#kept.add(one.number);
    const sent = [message.tasks, ...message.blocks, ...kept.map(({ block }) => block).filter(isBlock)];
    batch.news.sent([...shipped, ...sent], batch.open.size); // before they are moved away
    this.#channel.post(
      { type: "run", batch: number, run: batch.run, content: content?.name, ...message, kept },
      movableMemory([message.tasks]),
    );
  }

  /** Has it drop blocks that it keeps. */
  dropKept(numbers: readonly number[]): void {
    const kept = numbers.filter((number) => this.#kept.delete(number));
    if (kept.length > 0 && !this.#isGone) this.#channel.post({ type: "release", kept });
  }

  cancel(run: number): void {
    if (!this.#isGone) this.#channel.post({ type: "cancel", run });
  }

  /** Resolves when it has no batch any more, or none of this run. */
  freeOf(run: number | "any"): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ run, resolve });
      this.#tellFree();
    });
  }

  has(run: number | "any"): boolean {
    return this.underWay.some((batch) => run === "any" || batch.run === run);
  }

  /** Keeps the process alive, or not, while it starts. */
  holdWhileStarting(hold: boolean): void {
    if (this.#isReady || this.#isGone || this.#isKilled) return;
    if (hold) this.#channel.ref();
    else this.#channel.unref();
  }

  async kill(): Promise<void> {
    if (this.#isGone) return;
    this.#isKilled = true;
    await Promise.all([this.#channel.kill(), this.#gone]);
  }

  /** @returns what had to be sent */
  #ship({ name, data, tsx }: Content): readonly Block[] {
    const isNew = !this.#contents.has(name);
    if (isNew) this.#channel.post({ type: "ship", content: name, data, tsx });
    this.#contents.delete(name);
    this.#contents.set(name, sizeOf(data));
    let bytes = 0;
    for (const size of this.#contents.values()) bytes += size;
    const forgotten: string[] = [];
    for (const [oldest, size] of this.#contents) {
      if (
        (this.#contents.size - forgotten.length <= mostContents && bytes <= mostContentBytes) ||
        oldest === name
      )
        break;
      forgotten.push(oldest);
      bytes -= size;
    }
    if (forgotten.length > 0) {
      for (const oldest of forgotten) this.#contents.delete(oldest);
      this.#channel.post({ type: "forget", contents: forgotten });
    }
    return isNew ? [data] : [];
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        if (this.#isKilled) return;
        this.#channel.post({ type: "start", workerId: this.id });
        this.#onReady();
        return;
      case "dying":
        this.#fatal = fromWireError(message.error);
        return;
      case "outcomes":
        this.#receiveOutcomes(message);
        return;
      case "progress":
        this.#batches.get(message.batch)?.onProgress(message.progress);
        return;
      case "partial":
        this.#batches.get(message.batch)?.onPartial(message.id, message.part);
        return;
      case "call":
        this.#callTimer.set(message.call);
        return;
      default:
        message satisfies never;
    }
  }

  #receiveOutcomes(message: FromWorker & { type: "outcomes" }): void {
    const batch = this.#batches.get(message.batch);
    if (batch === undefined) return;
    if (message.done) {
      this.#memoryAfterTasks = message.memory ?? 0;
      this.#batches.delete(message.batch);
      this.#expected = this.#batches.size === 0 ? 0 : this.#expected - batch.expected;
    }
    batch.onOutcomes(message);
    if (message.done) this.#begin();
    else batch.news.running();
    this.#tellFree();
  }

  // Batches run one after the other: the next one starts, and its time, when the one before it has ended.
  #begin(): void {
    clearTimeout(this.#timer);
    const [running] = this.#batches;
    if (running === undefined) return;
    const [number, batch] = running;
    batch.news.running();
    if (batch.timeout === undefined) return;
    this.#timer = setTimeout(() => {
      batch.hasExpired = true;
      this.#channel.post({ type: "expire", batch: number });
      this.#timer = setTimeout(this.#onOverdue, expiredGraceMs);
    }, batch.timeout);
  }

  #tellFree(): void {
    if (this.#waiting.length === 0) return;
    const isFree = ({ run }: { readonly run: number | "any" }): boolean => this.#isGone || !this.has(run);
    const free = this.#waiting.filter(isFree);
    this.#waiting = this.#waiting.filter((waiting) => !isFree(waiting));
    for (const { resolve } of free) resolve();
  }

  // A channel that is being closed keeps the process alive until that is done.
  #updateRef(): void {
    if (this.#isGone || this.#isKilled) return;
    if (this.#batches.size > 0) this.#channel.ref();
    else this.#channel.unref();
  }
}
