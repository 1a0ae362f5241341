import type { CheckpointSummary } from "../checkpoint/checkpoints.ts";
import type {
  EngineEvent,
  EventBase,
  LayerInfo,
  RunInfo,
  RunLifeEvent,
  RunSummary,
  TaskEvent,
} from "../events.ts";
import { keyOfTask, type GraphIndex } from "../graph/graph-index.ts";
import { describeLayers, elementsOf, kindsOf } from "./describe-layers.ts";
import type { RunState } from "./state.ts";
import type { Resumption } from "./prepare-graph.ts";
import { StuckDetector, type RunningTask, type StuckTask } from "./stuck-detector.ts";
import type { TaskGraph } from "../graph/task-graph.ts";
import type { TaskProgress } from "../graph/task.ts";
import type { ExecutorNews, ExecutorSession, Outcome, StartedTask } from "../scheduler/executor.ts";

/** What a listener may be told of. */
export type EventGroup = "run" | "task" | "progress" | "worker" | "bytes" | "spill";

/** One who is told what happens in a run. */
export interface RunListener {
  /** Asked once. What nobody hears is not put together. */
  hears(group: EventGroup): boolean;
  onEvent(event: EngineEvent): void;
}

const groups: readonly EventGroup[] = ["run", "task", "progress", "worker", "bytes", "spill"];

/** Where and since when a task runs. */
interface Running extends RunningTask {
  readonly worker: number;
}

/** What happens in one run, told to those who listen. Without any it does nothing. */
export class RunEvents {
  readonly info: RunInfo;
  readonly #guard: (tell: () => void) => void;
  #hearsExecutor = false;
  readonly #listeners = new Map<EventGroup, RunListener[]>();
  readonly #running = new Map<number, Running>();
  readonly #stuck = new StuckDetector(this.#running);
  /** By the key of a task that runs: what it said last of how far it is. */
  readonly #progress = new Map<string, TaskProgress>();
  #index!: GraphIndex;
  #total = 0;
  #isNeeded: Uint8Array | undefined;
  #checkpoint: CheckpointSummary | undefined;
  /** Tasks whose results were there from an earlier run. */
  readonly #resumed = new Set<number>();
  #kinds: readonly number[] = [];

  constructor(info: RunInfo, listeners: readonly RunListener[], guard: (tell: () => void) => void) {
    this.info = info;
    this.#guard = guard;
    for (const listener of listeners) this.#add(listener);
  }

  #add(listener: RunListener): void {
    for (const group of groups) {
      if (!listener.hears(group)) continue;
      const others = this.#listeners.get(group);
      if (others === undefined) this.#listeners.set(group, [listener]);
      else others.push(listener);
    }
    this.#hearsExecutor = this.hears("task") || this.hears("worker") || this.hears("bytes");
  }

  hears(group: EventGroup): boolean {
    return this.#listeners.has(group);
  }

  /** Whether anything is to be told that only an executor knows. */
  get hearsExecutor(): boolean {
    return this.#hearsExecutor;
  }

  started(graph: TaskGraph): void {
    if (this.hears("run")) this.#tell("run", { type: "run-started", ...this.#now(), graph });
  }

  /** @param resumption - what of earlier runs there is to go on from */
  prepared(index: GraphIndex, resumption?: Pick<Resumption, "found" | "isNeeded">): void {
    const isNeeded = resumption?.isNeeded;
    this.#index = index;
    this.#isNeeded = isNeeded;
    this.#checkpoint = resumption?.found;
    this.#total = isNeeded?.reduce((count, needed) => count + needed, 0) ?? index.size;
    if (this.#listeners.size > 0) this.#kinds = kindsOf(index);
    if (this.hears("run")) this.#tell("run", this.#preparedEvent());
    this.#lookForStuck();
  }

  #lookForStuck(): void {
    if (!this.hears("task")) return;
    this.#stuck.start((found) => this.#guard(() => this.#tellStuck(found)));
  }

  #tellStuck({ id, runningFor, usual }: StuckTask): void {
    const { worker } = this.#running.get(id)!;
    const task = this.#task(id);
    const progress = this.#progress.get(task.key);
    this.#tell("task", { type: "task-stuck", ...this.#now(), ...task, worker, runningFor, usual, progress });
  }

  // Layers are counted only for those who look; where nothing has finished, they may do so later.
  #preparedEvent(): RunLifeEvent & { readonly type: "run-prepared" } {
    let layers: readonly LayerInfo[] | undefined;
    const describe = (): readonly LayerInfo[] => this.#describeLayers(() => false);
    return {
      type: "run-prepared",
      ...this.#now(),
      total: this.#total,
      checkpoint: this.#checkpoint,
      finished: 0,
      get layers() {
        return (layers ??= describe());
      },
    };
  }

  #describeLayers(isFinished: (id: number) => boolean): readonly LayerInfo[] {
    return describeLayers(this.#index, {
      kinds: this.#kinds,
      isNeeded: (id) => this.#isNeeded === undefined || this.#isNeeded[id] === 1,
      isFinished,
      isResumed: (id) => this.#resumed.has(id),
    });
  }

  /** Nothing more happens, but that the run has finished. */
  stop(): void {
    this.#stuck.stop();
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
    // For one who may come later.
    if (this.#isNeeded !== undefined) this.#noteResumed(outcomes);
    if (!this.hears("task")) return;
    let finished = before;
    for (const outcome of outcomes) {
      if (outcome.status === "finished") finished += 1;
      this.#endOne(outcome, finished);
    }
  }

  #noteResumed(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes)
      if (outcome.status === "finished" && outcome.isResumed === true) this.#resumed.add(outcome.id);
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
        if (outcome.status === "finished") {
          this.#stuck.note(this.#kindOf(id), elapsed);
          this.#tell("task", { type: "task-finished", ...ended });
        } else this.#tell("task", { type: "task-failed", ...ended, error: outcome.error });
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
    if (this.#progress.size > 0) this.#progress.delete(keyOfTask(this.#index, id));
  }

  // Not every executor tells when a task starts.
  #begin(id: number, at: number, worker = 0): Running {
    const running = { worker, started: at, kind: this.#kindOf(id) };
    this.#running.set(id, running);
    this.#tell("task", { type: "task-started", run: this.info, at, ...this.#task(id), worker });
    return running;
  }

  retried(id: number, { failures, delay }: { readonly failures: number; readonly delay: number }): void {
    if (!this.hears("task")) return;
    this.#tell("task", { type: "task-retried", ...this.#now(), ...this.#task(id), failures, delay });
  }

  progressed(progress: TaskProgress): void {
    if (this.hears("task")) this.#progress.set(progress.key, progress);
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
      case "spill":
        this.#tell(news.type, { ...this.#now(), ...news });
        break;
      default:
        news satisfies never;
    }
  }

  /**
   * Begins to tell one more, who is told first what is there.
   * @param state - of the run; none before it is prepared
   * @param session - none before it is open
   */
  join(
    listener: RunListener,
    {
      state,
      session,
    }: { readonly state: RunState | undefined; readonly session: ExecutorSession | undefined },
  ): void {
    this.#add(listener);
    if (state === undefined) return;
    this.#kinds = kindsOf(this.#index);
    const layers = this.#describeLayers((id) => state.isFinished(id));
    listener.onEvent({ ...this.#preparedEvent(), layers, finished: state.finished });
    if (!listener.hears("task")) return;
    this.#lookForStuck();
    for (let id = 0; id < this.#index.size; id++) {
      if (!state.isRunning(id)) continue;
      this.#introduce(id, state.attemptOf(id), listener);
      // On the calling thread what was taken runs.
      if (session?.tellRunning === undefined && !this.#running.has(id)) this.#begin(id, performance.now());
    }
    session?.tellRunning?.();
  }

  #introduce(id: number, attempt: number, listener: RunListener): void {
    listener.onEvent({ type: "task-queued", ...this.#now(), ...this.#task(id), attempt });
    const running = this.#running.get(id);
    if (running === undefined) return;
    const { worker, started } = running;
    listener.onEvent({ type: "task-started", run: this.info, at: started, ...this.#task(id), worker });
  }

  #tell(group: EventGroup, event: EngineEvent): void {
    for (const listener of this.#listeners.get(group) ?? []) listener.onEvent(event);
  }

  #now(): EventBase {
    return { run: this.info, at: performance.now() };
  }

  #task(id: number): Omit<TaskEvent, "run"> {
    const { name, operation } = this.#index.layers[this.#index.layerOf(id)]!;
    return {
      key: keyOfTask(this.#index, id),
      layer: name,
      operation,
      partition: this.#index.indexOf(id),
      kind: this.#kindOf(id),
      elements: elementsOf(this.#index, id),
    };
  }

  #kindOf(id: number): number {
    return this.#kinds[this.#index.layerOf(id)]!;
  }
}
