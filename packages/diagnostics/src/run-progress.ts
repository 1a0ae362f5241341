import type { EngineEvent, LayerInfo, TaskLifeEvent, TaskProgress } from "@holdall/core";
import { Moments } from "./moments.ts";

/** How far tasks of one kind are. */
export interface KindProgress {
  readonly operation: string;
  total: number;
  done: number;
  /** Of those, how many were done before the run. */
  resumed: number;
  elements: { total: number; done: number; resumed: number } | undefined;
  /** Milliseconds that tasks took. */
  readonly took: Moments;
}

/** A task that runs. */
export interface RunningTask {
  readonly kind: number;
  readonly operation: string;
  readonly partition: number;
  readonly elements: number | undefined;
  readonly started: number;
  progress: TaskProgress | undefined;
}

/** What went wrong in a run. */
interface Troubles {
  failures: number;
  retries: number;
  crashes: number;
  stuck: number;
}

/** All that is shown of a run, kept up to date by its events. */
export class RunProgress {
  /** When the run began. */
  readonly begin: number;
  readonly kinds: Map<number, KindProgress> = new Map();
  /** By key; those that run, as far as that is known, oldest first. */
  readonly running: Map<string, RunningTask> = new Map();
  /** Milliseconds of work of tasks that have ended, and since when they were listened to. */
  readonly worked: { ms: number; since: number } = { ms: 0, since: Infinity };
  readonly troubles: Troubles = { failures: 0, retries: 0, crashes: 0, stuck: 0 };
  /** How it ended, once it has. */
  outcome: "finished" | "failed" | undefined;

  constructor(begin: number) {
    this.begin = begin;
  }

  /** Number of tasks that may have to run. */
  get total(): number {
    return this.#sum(({ total }) => total);
  }

  get done(): number {
    return this.#sum(({ done }) => done);
  }

  get resumed(): number {
    return this.#sum(({ resumed }) => resumed);
  }

  /** Elements of the tasks of which their number is known. */
  get elements(): { readonly total: number; readonly done: number; readonly resumed: number } {
    return {
      total: this.#sum(({ elements }) => elements?.total ?? 0),
      done: this.#sum(({ elements }) => elements?.done ?? 0),
      resumed: this.#sum(({ elements }) => elements?.resumed ?? 0),
    };
  }

  #sum(count: (kind: KindProgress) => number): number {
    let sum = 0;
    for (const kind of this.kinds.values()) sum += count(kind);
    return sum;
  }

  onEvent(event: EngineEvent): void {
    switch (event.type) {
      case "run-prepared":
        for (const layer of event.layers) this.#expect(layer);
        break;
      case "run-finished":
        this.outcome = "error" in event ? "failed" : "finished";
        break;
      case "task-started":
        this.#start(event);
        break;
      case "task-finished":
        this.#finish(event);
        break;
      case "task-resumed":
        this.#count(event, true);
        break;
      case "task-failed":
        this.troubles.failures += 1;
        this.running.delete(event.key);
        break;
      case "task-crashed":
        this.troubles.crashes += 1;
        this.running.delete(event.key);
        break;
      case "task-lost":
      case "task-waiting":
        this.running.delete(event.key);
        break;
      case "task-retried":
        this.troubles.retries += 1;
        break;
      case "task-stuck":
        this.troubles.stuck += 1;
        break;
      case "task-progress": {
        const task = this.running.get(event.key);
        if (task !== undefined) task.progress = event;
        break;
      }
      case "run-started":
      case "task-queued":
      case "worker-started":
      case "worker-died":
      case "bytes":
      case "spill":
        break;
      default:
        event satisfies never;
    }
  }

  #expect(layer: LayerInfo): void {
    const kind = this.kinds.get(layer.kind);
    if (kind === undefined) this.kinds.set(layer.kind, progressOf(layer));
    else {
      kind.total += layer.size;
      kind.done += layer.finished;
      kind.resumed += layer.resumed;
      // Of all or of none is it known.
      if (layer.elements === undefined) kind.elements = undefined;
      else if (kind.elements !== undefined) {
        kind.elements.total += layer.elements.total;
        kind.elements.done += layer.elements.finished;
        kind.elements.resumed += layer.elements.resumed;
      }
    }
  }

  #start({ key, kind, operation, partition, elements, at }: TaskLifeEvent): void {
    this.running.set(key, { kind, operation, partition, elements, started: at, progress: undefined });
    this.worked.since = Math.min(this.worked.since, at);
  }

  #finish(event: TaskLifeEvent & { readonly type: "task-finished" }): void {
    this.running.delete(event.key);
    this.worked.ms += event.elapsed;
    this.kinds.get(event.kind)?.took.add(event.elapsed);
    this.#count(event, false);
  }

  #count({ kind: number, elements = 0 }: TaskLifeEvent, isResumed: boolean): void {
    const kind = this.kinds.get(number);
    if (kind === undefined) return;
    kind.done += 1;
    if (isResumed) kind.resumed += 1;
    if (kind.elements === undefined) return;
    kind.elements.done += elements;
    if (isResumed) kind.elements.resumed += elements;
  }
}

function progressOf({ operation, size, finished, resumed, elements }: LayerInfo): KindProgress {
  return {
    operation,
    total: size,
    done: finished,
    resumed,
    elements: elements && { total: elements.total, done: elements.finished, resumed: elements.resumed },
    took: new Moments(),
  };
}

/** How much of a task is done, from 0 to 1, by what it said last. */
export function fractionOf({ progress, elements = 1 }: RunningTask): number {
  if (progress === undefined) return 0;
  const { index, fraction } = progress;
  return index === undefined ? fraction : Math.min(1, (index + fraction) / Math.max(elements, index + 1));
}
