import { getHeapStatistics } from "node:v8";
import { TaskError } from "../errors.ts";
import { createLateInput, lateSlots } from "../graph/late-input.ts";
import type { ExecutorSession, Handle, Outcome, StartedTask, TaskFeed } from "../scheduler/executor.ts";
import { feedWith, sessionWith, takingBy } from "../scheduler/feed-with.ts";
import { toLocal } from "../scheduler/local-handle.ts";
import type { RunSpill } from "./run-spill.ts";
import { SpillError } from "./spill-error.ts";
import { sizeOfPlace, type SpillPlace } from "./spill-place.ts";
import { shareOfTask, TaskScratch } from "./task-scratch.ts";
import { createValueCodec, type ValueCodec } from "./value-codec.ts";
import { worthSpilling } from "./worth-spilling.ts";

/**
 * Opens a session whose handles are values of the calling thread, so that results are written to files while memory is short.
 * How large a value is nobody knows: what counts is what the heap of this thread and its buffers take in all.
 * @param workers - how many tasks may be under way at once
 */
export function openSpilling(
  feed: TaskFeed,
  workers: number,
  open: (feed: TaskFeed) => ExecutorSession,
): ExecutorSession {
  const { spill } = feed;
  const codec = spill && createValueCodec();
  if (codec === undefined) return open(feed);
  const share = shareOfTask(spill!.limit, workers);
  return new SpillingThread(feed, { spill: spill!, codec, share }).open(open);
}

/** A value that is in a file. */
class SpilledValue {
  readonly place: SpillPlace;

  constructor(place: SpillPlace) {
    this.place = place;
  }
}

// As long as nothing has been found to be short, it is looked no more often than this.
const lookEveryMs = 5;
// V8 ends the process when its heap is full, whatever the limit is.
const mostOfHeap = 0.7;

class SpillingThread {
  readonly #feed: TaskFeed;
  readonly #spill: RunSpill;
  readonly #codec: ValueCodec;
  /** Bytes of encoded values that a task may hold of what it reads itself. */
  readonly #share: number;
  #looked = -Infinity;
  #isShort = false;

  constructor(
    feed: TaskFeed,
    { spill, codec, share }: { readonly spill: RunSpill; readonly codec: ValueCodec; readonly share: number },
  ) {
    this.#feed = feed;
    this.#spill = spill;
    this.#codec = codec;
    this.#share = share;
  }

  open(open: (feed: TaskFeed) => ExecutorSession): ExecutorSession {
    const feed = this.#feed;
    const session = open(
      feedWith(feed, {
        ...takingBy(feed, (max, take) => this.#withValues(take(max))),
        report: (outcomes) => this.#report(outcomes),
      }),
    );
    return sessionWith(session, {
      fetch: (handle) => this.#valueOf(handle),
      release: (handles) => this.#release(handles),
    });
  }

  #isMemoryShort(): boolean {
    if (this.#spill.isClosed) return false;
    const now = performance.now();
    if (this.#isShort || now - this.#looked > lookEveryMs) {
      this.#looked = now;
      const { used_heap_size: heap, external_memory: outside, heap_size_limit: most } = getHeapStatistics();
      this.#isShort = heap + outside > this.#spill.limit || heap > mostOfHeap * most;
    }
    return this.#isShort;
  }

  #withValues(tasks: readonly StartedTask[]): readonly StartedTask[] {
    if (!this.#spill.isUsed) return tasks;
    return tasks.flatMap((started) =>
      started.inputs.some((handle) => handle instanceof SpilledValue) ? this.#withOwn(started) : [started],
    );
  }

  #withOwn(started: StartedTask): readonly StartedTask[] {
    const late = lateSlots(started.task);
    if (late === undefined) return toLocal(started, (handle) => this.#valueOf(handle), this.#feed);
    let bytes = 0;
    const own = toLocal(
      started,
      (handle, slot) => {
        if (!(handle instanceof SpilledValue) || !late.has(slot!)) return this.#valueOf(handle);
        const size = sizeOfPlace(handle.place);
        bytes += size;
        return createLateInput(size, () => this.#valueOf(handle));
      },
      this.#feed,
    );
    return bytes <= this.#share ? own : own.map((task) => ({ ...task, scratch: this.#createScratch() }));
  }

  #createScratch(): TaskScratch {
    const spill = this.#spill;
    return new TaskScratch({
      folder: spill.folder,
      share: this.#share,
      codec: this.#codec,
      tell: (direction, moved) => spill.noteScratch(direction, moved, 0),
    });
  }

  #report(outcomes: readonly Outcome[]): void {
    // Not the task's fault: that it is tried again is of no use.
    for (const outcome of outcomes) {
      if (outcome.status !== "failed" || !(outcome.error instanceof TaskError)) continue;
      const { cause } = outcome.error;
      if (cause instanceof SpillError) {
        this.#feed.fail(cause);
        return;
      }
    }
    this.#feed.report(this.#isMemoryShort() ? this.#write(outcomes) : outcomes);
  }

  #valueOf(handle: Handle): unknown {
    return handle instanceof SpilledValue ? this.#codec.decode(this.#spill.read(handle.place)) : handle;
  }

  #release(handles: readonly Handle[]): void {
    if (!this.#spill.isUsed) return;
    this.#spill.drop(handles.flatMap((handle) => (handle instanceof SpilledValue ? [handle.place] : [])));
  }

  #write(outcomes: readonly Outcome[]): readonly Outcome[] {
    try {
      return outcomes.map((outcome) =>
        outcome.status === "finished" && this.#spill.isRead(outcome.id)
          ? { ...outcome, handles: this.#writeValues(outcome.handles) }
          : outcome,
      );
    } catch (error) {
      this.#feed.fail(error);
      return [];
    }
  }

  #writeValues(values: readonly unknown[]): readonly Handle[] {
    const encoded = values.map((value) => this.#piecesOf(value));
    const places = this.#spill.write(encoded.filter((pieces) => pieces !== undefined)).values();
    return values.map((value, i) =>
      encoded[i] === undefined ? value : new SpilledValue(places.next().value!),
    );
  }

  #piecesOf(value: unknown): readonly Uint8Array[] | undefined {
    return typeof value === "object" && value !== null ? worthSpilling(this.#codec.encode(value)) : undefined;
  }
}
