import type { Checkpoints } from "../checkpoint/checkpoints.ts";
import { withCheckpoints } from "../checkpoint/with-checkpoints.ts";
import { AbortError, type TaskFailure } from "../errors.ts";
import type { EngineEvent, RunSummary } from "../events.ts";
import { keyOfTask, readersOf, type GraphIndex } from "../graph/graph-index.ts";
import { order } from "../graph/order.ts";
import type { Layer } from "../graph/task-graph.ts";
import { absent, taskKey, type TaskProgress } from "../graph/task.ts";
import type { TaskPart } from "../graph/task-part.ts";
import type {
  Executor,
  ExecutorNews,
  ExecutorSession,
  Outcome,
  StartedTask,
  TaskFeed,
} from "../scheduler/executor.ts";
import type { RunRequest } from "../scheduler/scheduler.ts";
import { showProgress } from "../progress.ts";
import { RunSpill } from "../spill/run-spill.ts";
import { listenToAbort } from "./abort-listeners.ts";
import { completeFailure } from "./complete-failure.ts";
import { createRunEvents } from "./create-run-events.ts";
import type { FailedTask, RunInstruction } from "./instructions.ts";
import { KeptParts } from "./kept-parts.ts";
import { openWithoutLocalTasks } from "./local-tasks.ts";
import { prepareGraph } from "./prepare-graph.ts";
import { Retries } from "./retries.ts";
import type { RunEvents, RunListener } from "./run-events.ts";
import { RunState, type RunEvent } from "./state.ts";

/** Whom a run tells what becomes of it. */
export interface RunObserver {
  /** A target is there; `value` may be a promise. */
  onTarget(target: number, value: unknown): void;
  /** The run is over and cleaned up: called once, last. Synchronously, if the executor works so. */
  onEnd(failure: { readonly error: unknown } | undefined): void;
}

/**
 * The thin loop around {@link RunState}: carries outcomes in and instructions out, has events told, heeds the signal,
 * and ends the executor's session whatever happened.
 */
export class Run implements TaskFeed {
  readonly #request: RunRequest;
  readonly #executor: Executor;
  readonly #observer: RunObserver;
  readonly #events: RunEvents;
  readonly #retries: Retries;
  readonly #started = performance.now();
  readonly #tellProgress = (progress: TaskProgress): void => {
    if (!this.#ended) this.#guard(() => this.#events.progressed(progress));
  };
  readonly #tellNews = (news: ExecutorNews): void => {
    if (!this.#ended) this.#guard(() => this.#events.executorSays(news));
  };
  #index!: GraphIndex;
  #state!: RunState;
  #session: ExecutorSession | undefined;
  #parts!: KeptParts;
  #checkpoints: Checkpoints | undefined;
  #spill: RunSpill | undefined;
  readonly #skipped = new Map<string, number>();
  /** By task, what those failed with without which the run goes on. */
  readonly #missed = new Map<number, TaskFailure>();
  #hideProgress: (() => void) | undefined;
  #stopListening: (() => void) | undefined;
  #ended = false;

  constructor(request: RunRequest, executor: Executor, observer: RunObserver) {
    this.#request = request;
    this.#executor = executor;
    this.#observer = observer;
    this.#events = createRunEvents(request, executor, (tell) => {
      if (!this.#ended) this.#guard(tell);
    });
    this.#retries = new Retries(request);
  }

  /** Prepares the graph, opens the executor and asks for the first `count` targets. */
  start(count: number): void {
    const { signal, graph, progress } = this.#request;
    if (signal?.aborted === true) {
      this.#observer.onEnd({ error: new AbortError(signal.reason) });
      return;
    }
    if (signal !== undefined)
      this.#stopListening = listenToAbort(signal, () => this.fail(new AbortError(signal.reason)));
    this.#guard(() => {
      this.#hideProgress = showProgress(progress, (onEvent) => this.#listen(onEvent));
      this.#events.started(graph);
      this.#prepare();
      this.#session = openWithoutLocalTasks(this.#storingExecutor, this);
      this.demand(count);
    });
  }

  #listen(onEvent: (event: EngineEvent) => void): void {
    const listener: RunListener = { hears: () => true, onEvent };
    if (!this.#ended) this.#events.join(listener, { state: this.#state, session: this.#session });
  }

  /** Asks for the next `count` targets. */
  demand(count: number): void {
    this.#dispatch({ type: "demand", count });
  }

  get layers(): readonly Layer[] {
    return this.#index.layers;
  }

  get size(): number {
    return this.#index.size;
  }

  get strict(): boolean | undefined {
    return this.#request.strict;
  }

  get timeout(): number | undefined {
    return this.#request.timeout;
  }

  get spill(): RunSpill | undefined {
    return this.#spill;
  }

  get ready(): number {
    return this.#ended ? 0 : this.#state.ready;
  }

  take(max: number): readonly StartedTask[] {
    return this.#ended ? [] : this.#tellTaken(this.#state.take(max));
  }

  takeInOrder(max: number): readonly StartedTask[] {
    if (this.#ended) return [];
    // Listeners are told of a task when it is about to run, and of its end before the next one.
    return this.#tellTaken(this.#state.takeInOrder(this.#events.hears("task") ? 1 : max));
  }

  #tellTaken(tasks: readonly StartedTask[]): readonly StartedTask[] {
    if (this.#events.hears("task")) this.#guard(() => this.#events.queued(this.#notStored(tasks)));
    if (this.ended) return [];
    try {
      return this.#parts.toStart(tasks, this.#session!);
    } catch (error) {
      this.#end({ error });
      return [];
    }
  }

  #notStored(tasks: readonly StartedTask[]): readonly StartedTask[] {
    const checkpoints = this.#checkpoints;
    return checkpoints === undefined ? tasks : tasks.filter(({ task }) => !checkpoints.has(taskKey(task)));
  }

  report(outcomes: readonly Outcome[]): void {
    this.#dispatch({ type: "outcomes", outcomes });
  }

  get progress(): ((progress: TaskProgress) => void) | undefined {
    return this.#events.hears("progress") ? this.#tellProgress : undefined;
  }

  get tell(): ((news: ExecutorNews) => void) | undefined {
    return this.#events.hearsExecutor ? this.#tellNews : undefined;
  }

  // Handed on as it is by feeds that are made of this one.
  readonly partial = (id: number, part: TaskPart): void => {
    if (!this.#ended) this.#guard(() => this.#parts.add(id, part, this.#session!));
  };

  /** Ends the run before it is complete. */
  fail(error: unknown): void {
    this.#end({ error });
  }

  /** Whether nothing more is to be done, because the run is complete, failed or was aborted. */
  get ended(): boolean {
    return this.#ended;
  }

  #prepare(): void {
    const { index, resumption } = prepareGraph(this.#request, (error) => this.fail(error));
    this.#index = index;
    this.#checkpoints = resumption?.checkpoints;
    this.#parts = new KeptParts(this.#request.parts ?? this.#checkpoints, (id) => keyOfTask(index, id));
    this.#state = new RunState(index, order(index), this.#retries);
    this.#events.prepared(index, resumption);
    this.#spill = this.#createSpill(index);
  }

  #createSpill(index: GraphIndex): RunSpill | undefined {
    const { memoryLimit: limit = Infinity } = this.#request;
    if (limit === Infinity) return undefined;
    const { start } = readersOf(index);
    return new RunSpill({
      limit,
      isRead: (id) => start[id] !== start[id + 1],
      tell: (news) => {
        if (this.#events.hears("spill")) this.#tellNews(news);
      },
    });
  }

  get #storingExecutor(): Pick<Executor, "open"> {
    return this.#checkpoints === undefined
      ? this.#executor
      : withCheckpoints(this.#executor, this.#checkpoints);
  }

  // Whatever throws on the way, a hook or the executor, ends the run.
  #dispatch(event: RunEvent): void {
    if (this.#ended) return;
    try {
      const { finished } = this.#state;
      const instructions = this.#state.step(event);
      if (event.type === "outcomes") {
        this.#countSkipped(event.outcomes);
        this.#parts.noteCrashes(event.outcomes);
        const parts = this.#parts.dropFinished(event.outcomes);
        if (parts.length > 0) this.#session!.release(parts);
        this.#events.ended(event.outcomes, finished);
      }
      for (const instruction of instructions) {
        if (this.ended) return;
        this.#follow(instruction);
      }
    } catch (error) {
      this.#end({ error });
    }
  }

  #follow(instruction: RunInstruction): void {
    switch (instruction.type) {
      case "deliver":
        this.#observer.onTarget(
          instruction.target,
          this.#session!.fetch(instruction.handle, instruction.isLast),
        );
        break;
      case "release":
        this.#session!.release(instruction.handles);
        break;
      case "rest": {
        const { id, failures } = instruction;
        const delay = this.#retries.rest(failures, () => this.#dispatch({ type: "rested", id }));
        this.#events.retried(id, { failures, delay });
        break;
      }
      case "wake":
        this.#session!.wake();
        break;
      case "complete":
        if (this.#missed.size > 0) this.#tellMissing();
        this.#end(undefined);
        break;
      case "miss":
        this.#complete(instruction.error, instruction.failed);
        this.#missed.set(instruction.failed.id, instruction.error as TaskFailure);
        break;
      case "fail":
        if (instruction.failed !== undefined) this.#complete(instruction.error, instruction.failed);
        this.#end({ error: instruction.error });
        break;
      default:
        instruction satisfies never;
    }
  }

  #tellMissing(): void {
    for (const { target, tasks } of this.#state.missing)
      this.#request.onMissing!(
        target,
        tasks.map((task) => this.#missed.get(task)!),
      );
  }

  #complete(error: unknown, { id, attempt, inputs }: FailedTask): void {
    const session = this.#session!;
    const fetch = (): unknown[] =>
      inputs.map((handle) => (handle === absent ? absent : session.fetch(handle, false)));
    const { layers } = this.#request.graph;
    completeFailure(error, { layers, attempt, task: this.#index.task(id), fetch });
  }

  #countSkipped(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.status !== "finished" || outcome.skipped === undefined) continue;
      for (const [operation, count] of outcome.skipped)
        this.#skipped.set(operation, (this.#skipped.get(operation) ?? 0) + count);
    }
  }

  // Whatever throws on the way, a hook, the graph or the executor, ends the run.
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#end({ error });
    }
  }

  #end(failure: { readonly error: unknown } | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#retries.stop();
    this.#events.stop();
    this.#stopListening?.();
    try {
      const closed = this.#close({ stopped: failure !== undefined });
      if (closed === undefined) this.#finish(failure);
      else
        closed.then(
          () => this.#finish(failure),
          (error: unknown) => this.#finish(failure ?? { error }),
        );
    } catch (error) {
      this.#finish(failure ?? { error });
    }
  }

  #close(options: { readonly stopped: boolean }): Promise<void> | void {
    const checkpoints = this.#checkpoints;
    const closed =
      checkpoints === undefined ? this.#session?.close(options) : this.#closeStored(checkpoints, options);
    if (closed !== undefined) return closed.finally(() => this.#tellLayers());
    this.#tellLayers();
  }

  #tellLayers(): void {
    this.#spill?.close();
    if (this.#session !== undefined) for (const layer of this.layers) layer.ended?.();
  }

  // What tasks that were under way still come to is stored too.
  async #closeStored(checkpoints: Checkpoints, options: { readonly stopped: boolean }): Promise<void> {
    try {
      await this.#session?.close(options);
    } finally {
      await checkpoints.close();
    }
  }

  #finish(failure: { readonly error: unknown } | undefined): void {
    let result = failure;
    try {
      this.#events.finished(this.#summarise(), failure);
    } catch (error) {
      result ??= { error };
    }
    this.#hideProgress?.();
    this.#observer.onEnd(result);
  }

  #summarise(): RunSummary {
    return {
      elapsed: performance.now() - this.#started,
      // Not there when the graph could not be prepared.
      tasks: (this.#state as RunState | undefined)?.finished ?? 0,
      checkpoint: this.#checkpoints?.found,
      // Not in the order in which they came, which depends on timing.
      skipped: Array.from(this.#skipped, ([operation, count]) => ({ operation, count })).sort((one, other) =>
        one.operation < other.operation ? -1 : 1,
      ),
      spilled: this.#spill?.spilled ?? 0,
    };
  }
}
