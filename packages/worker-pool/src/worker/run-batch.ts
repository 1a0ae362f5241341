import { absent, isThenable, missingSlots, runTask, TaskError, type Step } from "@holdall/core/task";
import { decode, encode, type Block } from "../codec.ts";
import {
  isInline,
  type WireInput,
  type WireOutcome,
  type WireResult,
  type WireShape,
  type WireTask,
} from "../messages.ts";
import { toWireError } from "../wire-error.ts";
import { loadFunctions } from "./load-function.ts";
import type { WorkerPort } from "./port.ts";
import { reviveShape } from "./revive-shape.ts";

/** Tasks to be run one after the other. */
export interface Batch {
  readonly batch: number;
  readonly shapes: readonly WireShape[];
  readonly tasks: readonly WireTask[];
  readonly blocks: readonly Block[];
  readonly constants: readonly unknown[] | Promise<readonly unknown[]>;
  readonly isCancelled: () => boolean;
  readonly port: WorkerPort;
}

// Outcomes are told together, but none waits longer than this for tasks after it.
const tellEveryMs = 2;

/** Runs a batch and tells the outcomes; a promise only if something in it has to be awaited. */
export function runBatch(batch: Batch): void | Promise<void> {
  const loading = loadFunctions(batch.shapes);
  if (loading === undefined && !isThenable(batch.constants)) return runTasks(batch, batch.constants);
  return Promise.all([batch.constants, loading]).then(
    ([constants]) => runTasks(batch, constants),
    (error: unknown) => failAll(batch, error),
  );
}

function runTasks(batch: Batch, constants: readonly unknown[]): void | Promise<void> {
  const { port, tasks } = batch;
  const shapes = batch.shapes.map((shape) => reviveShape(shape, constants));
  let outcomes: WireOutcome[] = [];
  let told = performance.now();
  return runFrom(0);

  function runFrom(start: number): void | Promise<void> {
    for (let i = start; i < tasks.length && !batch.isCancelled(); i++) {
      const outcome = run(tasks[i]!);
      if (outcome instanceof Promise) {
        return outcome.then((awaited) => {
          note(awaited);
          return runFrom(i + 1);
        });
      }
      note(outcome);
    }
    const flushing = port.flush();
    tell(flushing === undefined);
    return flushing?.then(() => tell(true));
  }

  function note(outcome: WireOutcome): void {
    outcomes.push(outcome);
    if (performance.now() - told > tellEveryMs) tell(false);
  }

  function tell(done: boolean): void {
    if (outcomes.length === 0 && !done) return;
    port.post({ type: "outcomes", batch: batch.batch, outcomes: packOutcomes(outcomes, port), done });
    outcomes = [];
    told = performance.now();
  }

  function run([id, shape, places, values, inputs]: WireTask): WireOutcome | Promise<WireOutcome> {
    const begin = performance.now();
    const failed = (error: unknown): WireOutcome => ({
      status: "failed",
      id,
      error: toWireError(error),
      elapsed: performance.now() - begin,
    });
    try {
      const task = { id, parts: shapes[shape]!.parts, steps: shapes[shape]!.createSteps(places, values) };
      const value = runTask(task.steps, inputs.map(inputOf));
      return isThenable(value)
        ? Promise.resolve(value)
            .then((awaited) => settle(task, awaited, begin))
            .catch(failed)
        : settle(task, value, begin);
    } catch (error) {
      return failed(error);
    }
  }

  // Blocks are decoded once per task that reads them: two tasks must not see each other's changes.
  function inputOf(input: WireInput): unknown {
    switch (input.kind) {
      case "inline":
        return input.value;
      case "block":
        return decode(batch.blocks[input.index]!);
      case "absent":
        return absent;
      default:
        return input satisfies never;
    }
  }
}

interface RunningTask {
  readonly id: number;
  readonly parts: number;
  readonly steps: readonly Step[];
}

function settle(task: RunningTask, value: unknown, begin: number): WireOutcome {
  const slots = missingSlots(value);
  if (slots !== undefined) return { status: "missing", id: task.id, slots };
  const results = task.parts === 1 ? [value] : (value as readonly unknown[]);
  const encoded = results.map((result) => encodeResult(result, task.steps.at(-1)!));
  return { status: "finished", id: task.id, results: encoded, elapsed: performance.now() - begin };
}

function encodeResult(value: unknown, step: Step): WireResult {
  if (isInline(value)) return value;
  try {
    return encode(value);
  } catch (error) {
    const message = `The result cannot be sent back from the worker: ${(error as Error).message} Return data that structured clone takes.`;
    throw new TaskError(step, new TypeError(message, { cause: error }));
  }
}

// The blocks of all outcomes are packed together: one piece of memory for many small results.
function packOutcomes(outcomes: readonly WireOutcome[], port: WorkerPort): WireOutcome[] {
  const blocks = outcomes.flatMap((outcome) =>
    outcome.status === "finished" ? outcome.results.filter(isBlock) : [],
  );
  const packed = port.pack(blocks).values();
  return outcomes.map((outcome) =>
    outcome.status === "finished"
      ? {
          ...outcome,
          results: outcome.results.map((result) => (isBlock(result) ? packed.next().value! : result)),
        }
      : outcome,
  );
}

function isBlock(result: WireResult): result is Block {
  return result instanceof Uint8Array;
}

// What the tasks need could not be made ready here.
function failAll({ port, batch, shapes, tasks }: Batch, error: unknown): void {
  const outcomes = tasks.map(([id, shape, [index = 0, partition = 0]]): WireOutcome => {
    const { operation, layer } = shapes[shape]!.steps[0]!;
    const failure = new TaskError({ key: `${layer}:${index}`, operation, partition }, error);
    return { status: "failed", id, error: toWireError(failure), elapsed: 0 };
  });
  port.post({ type: "outcomes", batch, outcomes, done: true });
}
