import { GraphError, TaskCrashedError } from "../errors.ts";
import { keyOfTask, readersOf, type GraphIndex, type Readers } from "../graph/graph-index.ts";
import { keyOf, type Task } from "../graph/task.ts";
import type { Handle, Outcome, StartedTask } from "../scheduler/executor.ts";
import { FailureLog } from "./failure-log.ts";
import { Instructions, type FailedTask, type RunInstruction } from "./instructions.ts";
import { KeptResults } from "./kept-results.ts";
import { ReadyQueue } from "./ready-queue.ts";

/** What happens to a run. */
export type RunEvent =
  /** The caller wants the next `count` targets. */
  | { readonly type: "demand"; readonly count: number }
  | { readonly type: "outcomes"; readonly outcomes: readonly Outcome[] }
  /** A task that was to rest has rested. */
  | { readonly type: "rested"; readonly id: number };

/** A target that is not there, and the tasks that failed without which it cannot be, in order. */
export interface MissingTarget {
  readonly target: number;
  readonly tasks: readonly number[];
}

const none: readonly never[] = [];

function crashError({ steps }: Task, { worker, ...how }: Crash): TaskCrashedError {
  const { layer, index, operation, partition } = steps.at(-1)!;
  return new TaskCrashedError({ key: keyOf(layer, index), operation, partition, worker }, how);
}

interface Crash {
  readonly crashes: number;
  readonly cause: unknown;
  readonly worker: number | undefined;
}

/** What becomes of tasks that fail. */
export interface FailurePolicy {
  /** Whether a task that has failed so often, this time with that error, is tried again. */
  mayRetry(error: unknown, failures: number): boolean;
  /** How many workers a task may take with it. */
  readonly maxCrashes: number;
  /** Whether the run goes on without a task that failed for good. @default never */
  mayGoOn?(error: unknown): boolean;
}

const dormant = 0; // nobody has asked for it yet
const waiting = 1; // for inputs
const ready = 2;
const running = 3;
const finished = 4;
const resting = 5; // after a failure
const barred = 6; // it failed for good, or waits for one that did

/**
 * All that is known about a run: which tasks wait, are ready, run, have finished, and what is kept for whom.
 * Events go in, instructions come out; it does nothing itself, never waits, and sees handles, never values.
 * Its memory is a few integers per task, plus the handles of results that still have readers.
 */
export class RunState {
  readonly #index: GraphIndex;
  readonly #ranks: Int32Array;
  readonly #taskAtRank: Int32Array;
  readonly #readers: Readers;
  readonly #status: Uint8Array;
  /** By task: inputs that are not there yet, of those it waits for. */
  readonly #waitsFor: Int32Array;
  /** By edge: 1 while the reader does not wait for it. */
  readonly #lazy: Uint8Array;
  readonly #results: KeptResults;
  /** By task: the first target that is a result of it, and by target: the next one, where there is any; else -1. */
  readonly #firstTarget: Int32Array;
  readonly #nextTarget: Int32Array;
  readonly #ready = new ReadyQueue();
  readonly #instructions = new Instructions();
  readonly #policy: FailurePolicy;
  readonly #failures: FailureLog;
  /** Tasks that failed for good, and without which the run went on. */
  readonly #failed = new Set<number>();
  #demanded = 0;
  /** Number of targets that were delivered, or will never be. */
  #settled = 0;
  #finished = 0;
  #running = 0;
  #resting = 0;
  #stopped = false;

  /** @param ranks - by task: its place in the static order */
  constructor(index: GraphIndex, ranks: Int32Array, policy: FailurePolicy) {
    this.#policy = policy;
    this.#failures = new FailureLog(policy.maxCrashes);
    this.#index = index;
    this.#ranks = ranks;
    this.#taskAtRank = new Int32Array(index.size);
    for (let id = 0; id < index.size; id++) this.#taskAtRank[ranks[id]!] = id;
    this.#readers = readersOf(index);
    this.#status = new Uint8Array(index.size);
    this.#waitsFor = new Int32Array(index.size);
    this.#lazy = index.edgeLazy.slice();
    this.#results = new KeptResults(index, (handle) => this.#instructions.release(handle));
    this.#firstTarget = new Int32Array(index.size).fill(-1);
    this.#nextTarget = new Int32Array(index.targetTask.length);
    for (let target = index.targetTask.length - 1; target >= 0; target--) {
      const task = index.targetTask[target]!;
      this.#nextTarget[target] = this.#firstTarget[task]!;
      this.#firstTarget[task] = target;
    }
  }

  /** Number of tasks that can be taken. */
  get ready(): number {
    return this.#stopped ? 0 : this.#ready.size;
  }

  /** Number of tasks that have finished. */
  get finished(): number {
    return this.#finished;
  }

  isFinished(id: number): boolean {
    return this.#status[id] === finished;
  }

  /** Whether it was taken and has not ended. */
  isRunning(id: number): boolean {
    return this.#status[id] === running;
  }

  /** Number of results that are kept because someone is still to read them. */
  get alive(): number {
    return this.#results.alive;
  }

  /** Starts up to `max` tasks, best first. */
  take(max: number): readonly StartedTask[] {
    if (max < 1 || this.ready === 0) return none;
    const started = [this.#takeOne()];
    while (started.length < max && this.ready > 0) started.push(this.#takeOne());
    return started;
  }

  /** Starts up to `max` tasks of neighbouring ranks: who reads the result of one of them ranks behind all of them. */
  takeInOrder(max: number): readonly StartedTask[] {
    if (max < 1 || this.ready === 0) return none;
    let rank = this.#ready.first;
    const started = [this.#takeOne()];
    while (started.length < max && this.ready > 0 && this.#ready.first === rank + 1) {
      rank += 1;
      started.push(this.#takeOne());
    }
    return started;
  }

  #takeOne(): StartedTask {
    const id = this.#taskAtRank[this.#ready.pop()]!;
    this.#status[id] = running;
    this.#running += 1;
    const layer = this.#index.layerOf(id);
    return {
      id,
      layer,
      task: this.#index.task(id),
      attempt: this.attemptOf(id),
      inputs: this.#inputsOf(id),
      crashedCalls: this.#failures.crashedCallsOf(id),
    };
  }

  /** How often a task has been started, if it is started now or was just now. */
  attemptOf(id: number): number {
    return this.#failures.attemptOf(id);
  }

  step(event: RunEvent): readonly RunInstruction[] {
    if (this.#stopped) return none;
    switch (event.type) {
      case "demand":
        this.#demandTargets(event.count);
        break;
      case "outcomes":
        for (const outcome of event.outcomes) this.#end(outcome);
        break;
      case "rested":
        this.#resting -= 1;
        this.#makeReady(event.id);
        break;
      default:
        event satisfies never;
    }
    this.#completeIfSettled();
    return this.#instructions.take(this.ready > 0);
  }

  #demandTargets(count: number): void {
    const { targetTask } = this.#index;
    const end = Math.min(this.#demanded + count, targetTask.length);
    for (; this.#demanded < end; this.#demanded++) {
      const task = targetTask[this.#demanded]!;
      if (this.#status[task] === finished) this.#deliver(this.#demanded);
      else this.#demand(task);
      if (this.#status[task] === barred) this.#settled += 1;
    }
  }

  /** Makes a task, and all it waits for, part of the work to do. */
  #demand(wanted: number): void {
    if (this.#status[wanted] !== dormant) return;
    const stack = [wanted];
    this.#status[wanted] = waiting;
    while (stack.length > 0) {
      const id = stack.pop()!;
      const { edgeStart, edgeTask } = this.#index;
      let isBarred = false;
      for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++) {
        const input = edgeTask[edge]!;
        if (this.#lazy[edge] === 1 || this.#status[input] === finished) continue;
        this.#waitsFor[id]! += 1;
        isBarred ||= this.#status[input] === barred;
        if (this.#status[input] === dormant) {
          this.#status[input] = waiting;
          stack.push(input);
        }
      }
      if (isBarred) this.#bar(id);
      else if (this.#waitsFor[id] === 0) this.#makeReady(id);
    }
  }

  #makeReady(id: number): void {
    this.#status[id] = ready;
    this.#ready.push(this.#ranks[id]!);
  }

  #inputsOf(id: number): readonly Handle[] {
    const { edgeStart, edgeResult } = this.#index;
    if (edgeStart[id] === edgeStart[id + 1]) return none;
    const inputs: Handle[] = [];
    for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++)
      inputs.push(this.#results.of(edgeResult[edge]!));
    return inputs;
  }

  #end(outcome: Outcome): void {
    if (this.#stopped || this.#status[outcome.id] !== running) return;
    this.#running -= 1;
    switch (outcome.status) {
      case "finished":
        this.#finish(outcome.id, outcome.handles);
        break;
      case "failed":
        this.#restOrFail(outcome.id, outcome.error);
        break;
      case "crashed":
        this.#retryOrFail(outcome);
        break;
      case "missing":
        this.#waitForLazy(outcome.id, outcome.slots);
        break;
      case "lost":
        this.#makeReady(outcome.id);
        break;
      default:
        outcome satisfies never;
    }
  }

  #restOrFail(id: number, error: unknown): void {
    const failures = this.#failures.noteFailure(id);
    const { local } = this.#index.layers[this.#index.layerOf(id)]!;
    if (local !== undefined || !this.#policy.mayRetry(error, failures)) {
      this.#giveUp(id, error);
      return;
    }
    this.#status[id] = resting;
    this.#resting += 1;
    this.#instructions.rest({ type: "rest", id, failures });
  }

  // It may have been the worker's fault: another one begins anew. A call that was its end is left to the task's function.
  #retryOrFail({ id, error, worker, at }: Outcome & { readonly status: "crashed" }): void {
    const crashes = this.#failures.noteCrash(id, error, at);
    if (crashes < this.#policy.maxCrashes) this.#makeReady(id);
    else this.#giveUp(id, crashError(this.#index.task(id), { crashes, cause: error, worker }));
  }

  #giveUp(id: number, error: unknown): void {
    const attempt = this.attemptOf(id) - 1; // that which failed, not the next one
    const failed: FailedTask = { id, attempt, inputs: this.#inputsOf(id) };
    if (this.#policy.mayGoOn?.(error) !== true) {
      this.#fail(error, failed);
      return;
    }
    this.#failed.add(id);
    this.#instructions.deliver({ type: "miss", error, failed });
    this.#bar(id);
  }

  /** What waits for a task that will never end will never start. It still counts as read what it would have read. */
  #bar(first: number): void {
    const { edgeStart, edgeResult } = this.#index;
    if (this.#status[first] === barred) return;
    const stack = [first];
    this.#status[first] = barred;
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++)
        this.#results.markRead(edgeResult[edge]!);
      for (let target = this.#firstTarget[id]!; target >= 0; target = this.#nextTarget[target]!)
        if (target < this.#demanded) this.#settled += 1;
      for (const reader of this.#waitingReadersOf(id)) {
        this.#status[reader] = barred;
        stack.push(reader);
      }
    }
  }

  /** The targets that will never be there, in order. */
  get missing(): readonly MissingTarget[] {
    const failed = [...this.#failed].sort((a, b) => a - b);
    const { targetTask } = this.#index;
    const tasks = new Map<number, number[]>(Array.from(targetTask, (_, target) => [target, []]));
    for (const task of failed) for (const target of this.#targetsBehind(task)) tasks.get(target)!.push(task);
    return Array.from(tasks, ([target, own]) => ({ target, tasks: own })).filter(
      (one) => one.tasks.length > 0,
    );
  }

  /** The targets that are barred with a task. */
  #targetsBehind(task: number): readonly number[] {
    const targets: number[] = [];
    const seen = new Set([task]);
    for (const id of seen) {
      for (let target = this.#firstTarget[id]!; target >= 0; target = this.#nextTarget[target]!)
        targets.push(target);
      // A set that grows while it is gone through is gone through to its new end.
      for (const reader of this.#readersOf(id)) if (this.#status[reader] === barred) seen.add(reader);
    }
    return targets;
  }

  #waitingReadersOf(id: number): readonly number[] {
    return this.#readersOf(id).filter((reader) => this.#status[reader] === waiting);
  }

  /** Those that wait for the result of a task, or would. */
  #readersOf(id: number): readonly number[] {
    const { start, edges, readerOf } = this.#readers;
    const own = Array.from(edges.subarray(start[id], start[id + 1]));
    return own.filter((edge) => this.#lazy[edge] === 0).map((edge) => readerOf[edge]!);
  }

  #finish(id: number, handles: readonly Handle[]): void {
    this.#status[id] = finished;
    this.#finished += 1;
    this.#results.keep(id, handles);
    for (let at = this.#readers.start[id]!; at < this.#readers.start[id + 1]!; at++) {
      const edge = this.#readers.edges[at]!;
      const reader = this.#readers.readerOf[edge]!;
      if (this.#lazy[edge] === 1 || this.#status[reader] !== waiting) continue;
      this.#waitsFor[reader]! -= 1;
      if (this.#waitsFor[reader] === 0) this.#makeReady(reader);
    }
    const { edgeStart, edgeResult } = this.#index;
    for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++)
      this.#results.markRead(edgeResult[edge]!);
    for (let target = this.#firstTarget[id]!; target >= 0; target = this.#nextTarget[target]!)
      if (target < this.#demanded) this.#deliver(target);
  }

  #deliver(target: number): void {
    this.#settled += 1;
    const result = this.#index.targetResult[target]!;
    const [handle, isLast] = [this.#results.of(result), this.#results.hasOneReader(result)];
    this.#instructions.deliver({ type: "deliver", target, handle, isLast });
    this.#results.markRead(result);
  }

  // Where something failed, what does not depend on it is done to the end, whether a target still needs it or not: so
  // all that fails is known, and always the same.
  #completeIfSettled(): void {
    if (this.#settled < this.#index.targetTask.length) return;
    if (this.#failed.size > 0 && this.#running + this.#resting + this.#ready.size > 0) return;
    this.#instructions.end({ type: "complete" });
  }

  #isLazy(id: number, slot: number): boolean {
    const edge = this.#index.edgeStart[id]! + slot;
    return edge < this.#index.edgeStart[id + 1]! && this.#lazy[edge] === 1;
  }

  #waitForLazy(id: number, slots: readonly number[]): void {
    this.#status[id] = waiting;
    if (slots.length === 0 || !slots.every((slot) => this.#isLazy(id, slot))) {
      const key = keyOfTask(this.#index, id);
      const message = `Task ${key} asked for its inputs [${slots.join(", ")}], of which at least one must be missing.`;
      this.#fail(new GraphError(message, [key]));
      return;
    }
    for (const slot of slots) {
      const edge = this.#index.edgeStart[id]! + slot;
      const input = this.#index.edgeTask[edge]!;
      this.#lazy[edge] = 0;
      if (this.#status[input] === finished) continue;
      this.#waitsFor[id]! += 1;
      if (this.#status[input] === barred) this.#bar(id);
      else this.#demand(input);
    }
    if (this.#waitsFor[id] === 0) this.#makeReady(id);
  }

  #fail(error: unknown, failed?: FailedTask): void {
    this.#stopped = true;
    this.#results.clear();
    this.#instructions.end({ type: "fail", error, ...(failed && { failed }) });
  }
}
