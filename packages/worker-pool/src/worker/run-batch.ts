import {
  AbortError,
  createTaskRun,
  failureAt,
  isInstance,
  isLateInput,
  isThenable,
  missingSlots,
  runPacked,
  TaskError,
  UnregisteredClassError,
  type CrashedCall,
  type SavingAttempt,
  type Step,
  type TaskHost,
  type TaskPlace,
  type TaskRun,
  type TaskScratch,
} from "@holdall/core/task";
import { movableMemory, packBlocks, type Block } from "../codec.ts";
import { replaceTables } from "../codec/table.ts";
import {
  isBlock,
  isInline,
  type WireGroup,
  type WireInput,
  type WireResult,
  type WireSaves,
  type WireTasks,
} from "../messages.ts";
import { encodeResult, type Crossing } from "../value-codec.ts";
import { fromWireError, toWireError } from "../wire-error.ts";
import type { BatchFiles } from "./batch-files.ts";
import type { RunContent } from "./content-store.ts";
import type { KeptValues } from "./kept-values.ts";
import { loadFunctions } from "./load-function.ts";
import { Outcomes } from "./outcomes.ts";
import type { WorkerPort } from "./port.ts";
import { reviveShape, type StepsCreator } from "./revive-shape.ts";
import { TaskInputs } from "./task-inputs.ts";
import { TraceNotes } from "./trace-notes.ts";

/** Tasks to be run one after the other. */
export interface Batch {
  readonly batch: number;
  readonly groups: WireTasks;
  readonly blocks: readonly Block[];
  readonly kept: KeptValues;
  readonly content: RunContent | Promise<RunContent>;
  readonly strict: boolean;
  /** The file in which it is noted what the only task calls. */
  readonly trace: string | undefined;
  /** There where the run has any. */
  readonly files: BatchFiles | undefined;
  readonly isCancelled: () => boolean;
  /** What the worker is called, and the signal of the run, which is made when it is read. */
  readonly host: Required<Pick<TaskHost, "workerId" | "signal">>;
  /** Whether anybody wants to know how far functions are. */
  readonly isWatched: boolean;
  readonly port: WorkerPort;
}

/** Runs a batch and tells the outcomes; a promise only if something in it has to be awaited. */
export function runBatch(batch: Batch): void | Promise<void> {
  const outcomes = new Outcomes(batch);
  const loading = loadFunctions(batch.groups);
  if (loading === undefined && !isThenable(batch.content))
    return new BatchRun(batch, batch.content, outcomes).run();
  return Promise.all([batch.content, loading]).then(
    ([content]) => new BatchRun(batch, content, outcomes).run(),
    (error: unknown) => failAll(batch, outcomes, error),
  );
}

// What the tasks need could not be made ready here.
function failAll({ groups, host }: Batch, outcomes: Outcomes, error: unknown): void {
  for (const group of groups) {
    group.ids.forEach((id, at) => {
      const failure = failureAt(placeOf(group, at), error, host.workerId);
      outcomes.add({ status: "failed", id, error: toWireError(failure), elapsed: 0 });
    });
  }
  outcomes.tell(true);
}

/** Where the first step of a task is. */
function placeOf({ shape, places }: WireGroup, at: number): TaskPlace {
  const width = 2 * shape.steps.length;
  const [index = 0, partition = 0] = places.slice(width * at);
  return { ...shape.steps[0]!, index, partition };
}

class BatchRun {
  readonly #batch: Batch;
  readonly #constants: readonly unknown[];
  readonly #crossing: Crossing;
  readonly #outcomes: Outcomes;
  readonly #host: TaskHost;
  readonly #inputs: TaskInputs;
  readonly #trace: TraceNotes | undefined;

  constructor(batch: Batch, { constants, classes }: RunContent, outcomes: Outcomes) {
    const { strict, port } = batch;
    this.#batch = batch;
    this.#constants = constants;
    this.#crossing = { classes, strict, sharesMemory: port.transport.sharesMemory };
    this.#outcomes = outcomes;
    this.#host = hostOf(batch, outcomes);
    this.#inputs = new TaskInputs(batch, classes);
    this.#trace = batch.trace === undefined ? undefined : new TraceNotes(batch.trace);
  }

  run(): void | Promise<void> {
    const running = this.#runGroups(0);
    return running === undefined ? this.#end() : running.then(() => this.#end());
  }

  #end(): void | Promise<void> {
    this.#trace?.close();
    this.#batch.files?.close();
    // Before it is told, as the program may end as soon as it knows the last outcome.
    const flushing = this.#batch.port.flush();
    if (flushing === undefined) this.#outcomes.tell(true);
    return flushing?.then(() => this.#outcomes.tell(true));
  }

  // Stays synchronous as long as tasks do.
  #runGroups(start: number): void | Promise<void> {
    const { groups } = this.#batch;
    for (let at = start; at < groups.length; at++) {
      const { values, tables } = groups[at]!;
      const group = { ...groups[at]!, values: replaceTables(values, tables, this.#crossing.classes) };
      const running = this.#runTasks(group, reviveShape(group.shape, this.#constants), 0);
      if (running !== undefined) return running.then(() => this.#runGroups(at + 1));
    }
  }

  #runTasks(group: WireGroup, createSteps: StepsCreator, start: number): void | Promise<void> {
    for (let at = start; at < group.ids.length && !this.#batch.isCancelled(); at++) {
      const running = this.#runOne(group, createSteps, at);
      if (running !== undefined) return running.then(() => this.#runTasks(group, createSteps, at + 1));
    }
  }

  #runOne(group: WireGroup, createSteps: StepsCreator, at: number): void | Promise<void> {
    const begin = this.#outcomes.startTask();
    const id = group.ids[at]!;
    try {
      this.#inputs.decodeValues(group, at);
      const steps = createSteps(group, at);
      dropValues(group, at);
      const inputs = this.#inputs.of(group, at);
      const scratch = this.#scratchFor(inputs, group);
      const saves = group.saves && this.#savesOf(id, group.saves.get(id), steps.at(-1)!);
      const { attempt } = group.shape;
      const trace = this.#trace?.traceOf(crashedCallsOf(group, id));
      const run = createTaskRun({ steps, inputs, attempt, host: this.#host, saves, trace, scratch });
      const value = runPacked(run);
      if (!isThenable(value)) {
        this.#settle({ id, run, parts: group.shape.parts, begin }, value);
        return;
      }
      return Promise.resolve(value)
        .then((awaited) => this.#settle({ id, run, parts: group.shape.parts, begin }, awaited))
        .catch((error: unknown) => this.#fail(id, begin, error));
    } catch (error) {
      const isTold = isInstance(error, TaskError) || isInstance(error, AbortError);
      this.#fail(id, begin, isTold ? error : failureAt(placeOf(group, at), error, this.#host.workerId));
    }
  }

  #savesOf(id: number, saves: WireSaves | undefined, step: Step): SavingAttempt | undefined {
    if (saves === undefined) return undefined;
    const { batch, port } = this.#batch;
    return {
      every: saves.every,
      resume: saves.resume.map((part) => ({ ...part, value: this.#inputs.read(part.value as WireInput) })),
      save: (part) => {
        const result = this.#encodeResult(part.value, step);
        const value = isBlock(result) ? packBlocks([result], port.transport)[0]! : result;
        port.post(
          { type: "partial", batch, id, part: { ...part, value } },
          movableMemory(isBlock(value) ? [value] : []),
        );
      },
    };
  }

  #settle({ id, run, parts, begin }: RunningTask, value: unknown): void {
    const slots = missingSlots(value);
    if (slots !== undefined) {
      this.#outcomes.add({ status: "missing", id, slots });
      return;
    }
    const results = parts === 1 ? [value] : (value as readonly unknown[]);
    const encoded = results.map((result) => this.#encodeResult(result, run.steps.at(-1)!));
    const kept = this.#write(id, encoded, run.steps.at(-1)!);
    this.#outcomes.finish(id, kept, { begin, skipped: run.skipped });
  }

  #write(id: number, results: readonly WireResult[], step: Step): readonly WireResult[] {
    const { files, host } = this.#batch;
    if (files === undefined) return results;
    try {
      return files.write(id, results);
    } catch (error) {
      throw failureAt(step, error, host.workerId);
    }
  }

  #fail(id: number, begin: number, error: unknown): void {
    const elapsed = performance.now() - begin;
    this.#outcomes.add({ status: "failed", id, error: toWireError(error), elapsed });
  }

  #encodeResult(value: unknown, step: Step): WireResult {
    if (isInline(value)) return value;
    try {
      return encodeResult(value, this.#crossing);
    } catch (error) {
      if (error instanceof UnregisteredClassError) throw failureAt(step, error);
      const message = `The result cannot be sent back from the worker: ${(error as Error).message} Return data that structured clone takes.`;
      throw failureAt(step, new TypeError(message, { cause: error }));
    }
  }

  #scratchFor(inputs: readonly unknown[], { shape }: WireGroup): TaskScratch | undefined {
    if (shape.late.length === 0) return undefined;
    const bytes = inputs.reduce<number>((sum, input) => sum + (isLateInput(input) ? input.bytes : 0), 0);
    return this.#batch.files?.scratchFor(bytes, this.#crossing);
  }
}

function crashedCallsOf({ crashedCalls }: WireGroup, id: number): CrashedCall[] {
  const calls = crashedCalls?.get(id) ?? [];
  return calls.map((crashed) => ({ ...crashed, error: fromWireError(crashed.error) }));
}

function hostOf({ batch, host, isWatched, port }: Batch, { progress }: Outcomes): TaskHost {
  return {
    workerId: host.workerId,
    get signal() {
      return host.signal;
    },
    watch: {
      begin: (name, timeout) => port.post({ type: "call", batch, call: { name, timeout } }),
      end: () => port.post({ type: "call", batch, call: undefined }),
    },
    progress: isWatched ? (report) => progress.add(report) : undefined,
  };
}

// What a task was given can be large, and the other tasks of its batch can take long.
function dropValues({ shape, values }: WireGroup, at: number): void {
  (values as unknown[]).fill(undefined, shape.values * at, shape.values * (at + 1));
}

interface RunningTask {
  readonly id: number;
  readonly run: TaskRun;
  readonly parts: number;
  /** When it started. */
  readonly begin: number;
}
