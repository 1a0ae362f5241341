import { AbortError } from "../errors.ts";
import type { RunInfo, RunSummary, TaskEvent } from "../events.ts";
import { cull } from "../graph/cull.ts";
import { fuse } from "../graph/fuse.ts";
import { keyOfTask, type GraphIndex } from "../graph/graph-index.ts";
import { order } from "../graph/order.ts";
import type { Layer } from "../graph/task-graph.ts";
import type { TaskProgress } from "../graph/task.ts";
import type { TaskPart } from "../graph/task-part.ts";
import type { Executor, ExecutorSession, Outcome, StartedTask, TaskFeed } from "../scheduler/executor.ts";
import type { RunRequest } from "../scheduler/scheduler.ts";
import { KeptParts } from "./kept-parts.ts";
import { openWithoutLocalTasks } from "./local-tasks.ts";
import { Retries } from "./retries.ts";
import { RunState, type RunEvent, type RunInstruction } from "./state.ts";

/** Whom a run tells what becomes of it. */
export interface RunObserver {
  /** A target is there; `value` may be a promise. */
  onTarget(target: number, value: unknown): void;
  /** The run is over and cleaned up: called once, last. Synchronously, if the executor works so. */
  onEnd(failure: { readonly error: unknown } | undefined): void;
}

let runs = 0;

/**
 * The thin loop around {@link RunState}: carries outcomes in and instructions out, calls the hooks, heeds the signal,
 * and ends the executor's session whatever happened.
 */
export class Run implements TaskFeed {
  readonly #request: RunRequest;
  readonly #executor: Executor;
  readonly #observer: RunObserver;
  readonly #info: RunInfo;
  readonly #retries: Retries;
  readonly #started = performance.now();
  readonly #onAbort = (): void => this.fail(new AbortError(this.#request.signal?.reason));
  #index!: GraphIndex;
  #state!: RunState;
  #session: ExecutorSession | undefined;
  readonly #parts: KeptParts;
  readonly #skipped = new Map<string, number>();
  #ended = false;

  constructor(request: RunRequest, executor: Executor, observer: RunObserver) {
    this.#request = request;
    this.#executor = executor;
    this.#observer = observer;
    this.#info = { id: ++runs, scheduler: executor.name };
    this.#retries = new Retries(request);
    this.#parts = new KeptParts(request.parts, (id) => keyOfTask(this.#index, id));
  }

  /** Prepares the graph, opens the executor and asks for the first `count` targets. */
  start(count: number): void {
    const { signal, hooks } = this.#request;
    if (signal?.aborted === true) {
      this.#observer.onEnd({ error: new AbortError(signal.reason) });
      return;
    }
    signal?.addEventListener("abort", this.#onAbort);
    this.#guard(() => {
      hooks?.start?.({ run: this.#info, graph: this.#request.graph });
      this.#prepare();
      hooks?.startState?.({ run: this.#info, total: this.#index.size });
      this.#session = openWithoutLocalTasks(this.#executor, this);
      this.demand(count);
    });
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

  get ready(): number {
    return this.#ended ? 0 : this.#state.ready;
  }

  take(max: number): readonly StartedTask[] {
    return this.#ended ? [] : this.#tellTaken(this.#state.take(max));
  }

  takeInOrder(max: number): readonly StartedTask[] {
    if (this.#ended) return [];
    // Hooks are told of a task when it is about to run, and of its end before the next one.
    const { pretask, posttask } = this.#request.hooks ?? {};
    const isWatched = pretask !== undefined || posttask !== undefined;
    return this.#tellTaken(this.#state.takeInOrder(isWatched ? 1 : max));
  }

  #tellTaken(tasks: readonly StartedTask[]): readonly StartedTask[] {
    const { hooks } = this.#request;
    if (hooks?.pretask !== undefined)
      this.#guard(() => tasks.forEach(({ id }) => hooks.pretask!(this.#event(id))));
    if (this.ended) return [];
    try {
      return this.#parts.toStart(tasks, this.#session!);
    } catch (error) {
      this.#end({ error });
      return [];
    }
  }

  report(outcomes: readonly Outcome[]): void {
    this.#dispatch({ type: "outcomes", outcomes });
  }

  get progress(): ((progress: TaskProgress) => void) | undefined {
    const { hooks } = this.#request;
    if (hooks?.progress === undefined) return undefined;
    return (progress) => {
      if (!this.#ended) this.#guard(() => hooks.progress!({ run: this.#info, ...progress }));
    };
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
    const { graph, targets, optimize } = this.#request;
    const culled = cull(graph, targets);
    this.#index = optimize === false ? culled : fuse(culled);
    this.#state = new RunState(this.#index, order(this.#index), this.#retries);
  }

  // Whatever throws on the way, a hook or the executor, ends the run.
  #dispatch(event: RunEvent): void {
    if (this.#ended) return;
    try {
      const instructions = this.#state.step(event);
      if (event.type === "outcomes") {
        this.#countSkipped(event.outcomes);
        const parts = this.#parts.dropFinished(event.outcomes);
        if (parts.length > 0) this.#session!.release(parts);
        this.#callPosttask(event.outcomes);
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
        this.#retries.rest(failures, () => this.#dispatch({ type: "rested", id }));
        break;
      }
      case "wake":
        this.#session!.wake();
        break;
      case "complete":
        this.#end(undefined);
        break;
      case "fail":
        this.#end({ error: instruction.error });
        break;
      default:
        instruction satisfies never;
    }
  }

  #countSkipped(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.status !== "finished" || outcome.skipped === undefined) continue;
      for (const [operation, count] of outcome.skipped)
        this.#skipped.set(operation, (this.#skipped.get(operation) ?? 0) + count);
    }
  }

  #callPosttask(outcomes: readonly Outcome[]): void {
    const { hooks } = this.#request;
    if (hooks?.posttask === undefined) return;
    let finished = this.#state.finished - outcomes.filter(({ status }) => status === "finished").length;
    for (const outcome of outcomes) {
      if (outcome.status !== "finished" && outcome.status !== "failed") continue;
      if (outcome.status === "finished") finished += 1;
      const { status, elapsed } = outcome;
      hooks.posttask({ ...this.#event(outcome.id), status, elapsed, finished, total: this.#index.size });
    }
  }

  #event(id: number): TaskEvent {
    const { operation } = this.#index.layers[this.#index.layerOf(id)]!;
    const partition = this.#index.indexOf(id);
    return { run: this.#info, key: keyOfTask(this.#index, id), operation, partition };
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
    this.#request.signal?.removeEventListener("abort", this.#onAbort);
    try {
      const closed = this.#session?.close({ stopped: failure !== undefined });
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

  #finish(failure: { readonly error: unknown } | undefined): void {
    let result = failure;
    try {
      const error = failure === undefined ? {} : { error: failure.error };
      this.#request.hooks?.finish?.({ run: this.#info, ...error, ...this.#summarise() });
    } catch (error) {
      result ??= { error };
    }
    this.#observer.onEnd(result);
  }

  #summarise(): RunSummary {
    return {
      elapsed: performance.now() - this.#started,
      // Not there when the graph could not be prepared.
      tasks: (this.#state as RunState | undefined)?.finished ?? 0,
      // Not in the order in which they came, which depends on timing.
      skipped: Array.from(this.#skipped, ([operation, count]) => ({ operation, count })).sort((one, other) =>
        one.operation < other.operation ? -1 : 1,
      ),
    };
  }
}
