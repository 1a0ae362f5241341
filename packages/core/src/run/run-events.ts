import type { EngineEvent, EventBase, LayerInfo, RunInfo, RunSummary, TaskEvent } from "../events.ts";
import { keyOfTask, type GraphIndex } from "../graph/graph-index.ts";
import type { TaskGraph } from "../graph/task-graph.ts";
import type { TaskProgress } from "../graph/task.ts";
import type { ExecutorNews, Outcome, StartedTask } from "../scheduler/executor.ts";

/** What a listener may be told of. */
export type EventGroup = "run" | "task" | "progress" | "worker" | "bytes";

/** One who is told what happens in a run. */
export interface RunListener {
  /** Asked once. What nobody hears is not put together. */
  hears(group: EventGroup): boolean;
  onEvent(event: EngineEvent): void;
}

const groups: readonly EventGroup[] = ["run", "task", "progress", "worker", "bytes"];

/** Where and since when a task runs. */
interface Running {
  readonly worker: number;
  readonly started: number;
}

/** What happens in one run, told to those who listen. Without any it does nothing. */
export class RunEvents {
  readonly info: RunInfo;
  /** Whether anything is to be told that only an executor knows. */
  readonly hearsExecutor: boolean;
  readonly #listeners = new Map<EventGroup, RunListener[]>();
  readonly #running = new Map<number, Running>();
  #index!: GraphIndex;
  #total = 0;

  constructor(info: RunInfo, listeners: readonly RunListener[]) {
    this.info = info;
    for (const listener of listeners) this.#add(listener);
    this.hearsExecutor = this.hears("task") || this.hears("worker") || this.hears("bytes");
  }

  #add(listener: RunListener): void {
    for (const group of groups) {
      if (!listener.hears(group)) continue;
      const others = this.#listeners.get(group);
      if (others === undefined) this.#listeners.set(group, [listener]);
      else others.push(listener);
    }
  }

  hears(group: EventGroup): boolean {
    return this.#listeners.has(group);
  }

  started(graph: TaskGraph): void {
    if (this.hears("run")) this.#tell("run", { type: "run-started", ...this.#now(), graph });
  }

  /** @param isNeeded - by task: 1 where it may have to run; without, all may */
  prepared(index: GraphIndex, isNeeded?: Uint8Array): void {
    this.#index = index;
    this.#total = isNeeded?.reduce((count, needed) => count + needed, 0) ?? index.size;
    if (!this.hears("run")) return;
    const layers = layersOf(index, isNeeded);
    this.#tell("run", { type: "run-prepared", ...this.#now(), layers, total: this.#total, finished: 0 });
  }

  finished(summary: RunSummary, failure: { readonly error: unknown } | undefined): void {
    if (this.hears("run"))
      this.#tell("run", { type: "run-finished", ...this.#now(), ...failure, ...summary });
  }

  queued(tasks: readonly StartedTask[]): void {
    if (!this.hears("task")) return;
    for (const { id, attempt } of tasks)
      this.#tell("task", { type: "task-queued", ...this.#now(), ...this.#task(id), attempt });
  }

  /** @param before - number of tasks that had finished before these ended */
  ended(outcomes: readonly Outcome[], before: number): void {
    if (!this.hears("task")) return;
    let finished = before;
    for (const outcome of outcomes) {
      if (outcome.status === "finished") finished += 1;
      this.#endOne(outcome, finished);
    }
  }

  #endOne(outcome: Outcome, finished: number): void {
    const { id } = outcome;
    const count = { finished, total: this.#total };
    switch (outcome.status) {
      case "finished":
      case "failed": {
        if (outcome.status === "finished" && outcome.isResumed === true) {
          this.#tell("task", { type: "task-resumed", ...this.#now(), ...this.#task(id), ...count });
          break;
        }
        const { elapsed } = outcome;
        const { worker, started } = this.#running.get(id) ?? this.#begin(id, performance.now() - elapsed);
        const ended = {
          ...this.#now(),
          ...this.#task(id),
          ...count,
          worker,
          started,
          elapsed,
        };
        if (outcome.status === "finished") this.#tell("task", { type: "task-finished", ...ended });
        else this.#tell("task", { type: "task-failed", ...ended, error: outcome.error });
        break;
      }
      case "crashed":
        if (!this.#running.has(id)) this.#begin(id, performance.now());
        this.#tell("task", {
          type: "task-crashed",
          ...this.#now(),
          ...this.#task(id),
          error: outcome.error,
        });
        break;
      case "lost":
        this.#tell("task", { type: "task-lost", ...this.#now(), ...this.#task(id) });
        break;
      case "missing":
        if (!this.#running.has(id)) this.#begin(id, performance.now());
        this.#tell("task", { type: "task-waiting", ...this.#now(), ...this.#task(id) });
        break;
      default:
        outcome satisfies never;
    }
    this.#running.delete(id);
  }

  // Not every executor tells when a task starts.
  #begin(id: number, at: number, worker = 0): Running {
    const running = { worker, started: at };
    this.#running.set(id, running);
    this.#tell("task", { type: "task-started", run: this.info, at, ...this.#task(id), worker });
    return running;
  }

  retried(id: number, { failures, delay }: { readonly failures: number; readonly delay: number }): void {
    if (!this.hears("task")) return;
    this.#tell("task", { type: "task-retried", ...this.#now(), ...this.#task(id), failures, delay });
  }

  progressed(progress: TaskProgress): void {
    this.#tell("progress", { type: "task-progress", ...this.#now(), ...progress });
  }

  executorSays(news: ExecutorNews): void {
    switch (news.type) {
      case "task-started":
        if (this.hears("task") && !this.#running.has(news.id)) this.#begin(news.id, news.at, news.worker);
        break;
      case "worker-started":
      case "worker-died":
        this.#tell("worker", { ...this.#now(), ...news });
        break;
      case "bytes":
        this.#tell("bytes", { ...this.#now(), ...news });
        break;
      default:
        news satisfies never;
    }
  }

  #tell(group: EventGroup, event: EngineEvent): void {
    for (const listener of this.#listeners.get(group) ?? []) listener.onEvent(event);
  }

  #now(): EventBase {
    return { run: this.info, at: performance.now() };
  }

  #task(id: number): Omit<TaskEvent, "run"> {
    const { name, operation } = this.#index.layers[this.#index.layerOf(id)]!;
    const partition = this.#index.indexOf(id);
    return { key: keyOfTask(this.#index, id), layer: name, operation, partition };
  }
}

/** The layers that have tasks, as one that was fused into those after it has none; those that others read mostly first. */
function layersOf(index: GraphIndex, isNeeded: Uint8Array | undefined): readonly LayerInfo[] {
  const sizes = new Int32Array(index.layers.length);
  for (let id = 0; id < index.size; id++) sizes[index.layerOf(id)]! += isNeeded?.[id] ?? 1;
  const layers = index.layers.map(({ name, operation }, layer) => ({
    name,
    operation,
    size: sizes[layer]!,
    finished: 0,
  }));
  return layers.filter(({ size }) => size > 0).reverse();
}
