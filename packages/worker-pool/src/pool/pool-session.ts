import type { ExecutorSession, Handle, Outcome, TaskFeed } from "@holdall/core";
import { decode } from "../codec.ts";
import type { WireOutcome, WireResult } from "../messages.ts";
import { fromWireError } from "../wire-error.ts";
import { createContent, type Content } from "./content.ts";
import { encodeBatch } from "./encode-batch.ts";
import type { PoolWorker } from "./pool-worker.ts";
import { TaskCosts, type RememberedCosts } from "./task-costs.ts";

/** What a session needs of its pool. */
export interface SessionHost {
  readonly size: number;
  readonly costs: RememberedCosts;
  /** Hands tasks of this and other sessions to workers that have room. */
  dispatch(): void;
  /** The session takes no more part; with `stopped`, ends what still runs of it. */
  leave(session: PoolSession, options: { readonly stopped: boolean }): Promise<void> | void;
}

let sessions = 0;

/** One run in a pool. */
export class PoolSession implements ExecutorSession {
  readonly id: number = ++sessions;
  readonly feed: TaskFeed;
  readonly #host: SessionHost;
  readonly #content: Content | undefined;
  readonly #costs: TaskCosts;
  #closed = false;

  /** @throws ClosureError when what the tasks share cannot travel */
  constructor(feed: TaskFeed, host: SessionHost, pack: PoolWorker["pack"]) {
    this.feed = feed;
    this.#host = host;
    this.#content = createContent(feed.layers, pack);
    this.#costs = new TaskCosts(feed.layers, this.#content, host.costs);
  }

  get hasTasks(): boolean {
    return !this.#closed && this.feed.ready > 0;
  }

  wake(): void {
    this.#host.dispatch();
  }

  /** Gives a worker one batch. */
  feedWorker(worker: PoolWorker): void {
    const { tasks, expected } = this.#costs.takeBatch(this.feed, this.#host.size);
    if (tasks.length === 0) return;
    const layers = new Map(tasks.map(({ id, layer }) => [id, layer]));
    const { failed, ...encoded } = encodeBatch(tasks, this.#content?.places ?? new Map());
    const open = new Map(tasks.map(({ id, task }) => [id, task.steps.at(-1)!.key]));
    for (const { id } of failed) open.delete(id);
    const onOutcomes = (outcomes: readonly WireOutcome[]): void => {
      for (const outcome of outcomes) {
        if (outcome.status === "finished") this.#costs.note(layers.get(outcome.id)!, outcome.elapsed);
      }
      this.feed.report(outcomes.map(toOutcome));
    };
    const onLost = (ids: readonly number[]): void =>
      this.feed.report(ids.map((id) => ({ status: "lost", id })));
    worker.run({ run: this.id, expected, open, onOutcomes, onLost }, encoded, this.#content);
    if (failed.length > 0) this.feed.report(failed);
  }

  /** Handles are blocks and small values: dropping them is all it takes. */
  release(): void {
    return undefined;
  }

  fetch(handle: Handle): unknown {
    return handle instanceof Uint8Array ? decode(handle) : handle;
  }

  close(options: { readonly stopped: boolean }): Promise<void> | void {
    this.#closed = true;
    return this.#host.leave(this, options);
  }
}

function toOutcome(outcome: WireOutcome): Outcome {
  switch (outcome.status) {
    case "finished": {
      const { status, id, results, elapsed } = outcome;
      return { status, id, handles: results satisfies readonly WireResult[], elapsed };
    }
    case "failed":
      return { ...outcome, error: fromWireError(outcome.error) };
    case "missing":
      return outcome;
    default:
      return outcome satisfies never;
  }
}
