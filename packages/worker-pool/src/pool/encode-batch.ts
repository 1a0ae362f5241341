import {
  absent,
  TaskError,
  type Argument,
  type Shared,
  type Step,
  type TaskFunction,
} from "@holdall/core/task";
import type { Outcome, StartedTask } from "@holdall/core";
import { encode, type Block } from "../codec.ts";
import type { WireArgument, WireFunction, WireInput, WireResult, WireStep, WireTask } from "../messages.ts";

/** Tasks ready to be sent. */
export interface EncodedBatch {
  readonly tasks: Block;
  readonly blocks: readonly Block[];
  /** Those that could not be encoded. */
  readonly failed: readonly Outcome[];
}

/**
 * Encodes tasks, all in one go. Where one holds what cannot be sent, only that one fails.
 * @param places - where the worker finds shared constants
 */
export function encodeBatch(
  started: readonly StartedTask[],
  places: ReadonlyMap<Shared, number>,
): EncodedBatch {
  const blocks: Block[] = [];
  const blockIndexes = new Map<Block, number>();
  const tasks = started.map(toWireTask);
  try {
    return { tasks: encode(tasks), blocks, failed: [] };
  } catch {
    const failed = started.flatMap((one, i) => refusal(one, tasks[i]!));
    const sendable = tasks.filter(({ id }) => !failed.some((outcome) => outcome.id === id));
    return { tasks: encode(sendable), blocks, failed };
  }

  function toWireTask({ id, task, inputs }: StartedTask): WireTask {
    return {
      id,
      parts: task.parts,
      steps: task.steps.map((step) => toWireStep(step, places)),
      inputs: inputs.map((handle) => toWireInput(handle as WireResult | typeof absent)),
    };
  }

  function toWireInput(handle: WireResult | typeof absent): WireInput {
    if (handle === absent) return { kind: "absent" };
    if (!(handle instanceof Uint8Array)) return { kind: "inline", value: handle };
    let index = blockIndexes.get(handle);
    if (index === undefined) {
      index = blocks.push(handle) - 1;
      blockIndexes.set(handle, index);
    }
    return { kind: "block", index };
  }
}

function refusal({ id, task }: StartedTask, wire: WireTask): Outcome[] {
  try {
    encode(wire);
    return [];
  } catch (error) {
    const message = `Its data cannot be sent to a worker: ${(error as Error).message} Elements have to be data that structured clone takes.`;
    const cause = new TypeError(message, { cause: error });
    return [{ status: "failed", id, error: new TaskError(task.steps[0]!, cause), elapsed: 0 }];
  }
}

function toWireStep(
  { fn, args, operation, key, partition }: Step,
  places: ReadonlyMap<Shared, number>,
): WireStep {
  return {
    fn: toWireFunction(fn),
    args: args.map((arg) => toWireArgument(arg, places)),
    operation,
    key,
    partition,
  };
}

// The same object for the same function, so that a batch holds it once.
const wireFunctions = new WeakMap<TaskFunction, WireFunction>();

function toWireFunction(fn: TaskFunction): WireFunction {
  let wire = wireFunctions.get(fn);
  if (wire === undefined) {
    wire = { module: fn.module, name: fn.name };
    wireFunctions.set(fn, wire);
  }
  return wire;
}

function toWireArgument(argument: Argument, places: ReadonlyMap<Shared, number>): WireArgument {
  switch (argument.kind) {
    case "shared": {
      const index = places.get(argument.shared);
      if (index === undefined) {
        throw new TypeError("A task names a shared constant that its layer does not list in `shared`.");
      }
      return { kind: "shared", index };
    }
    case "array":
      return { kind: "array", items: argument.items.map((item) => toWireArgument(item, places)) };
    case "object":
      return {
        kind: "object",
        entries: argument.entries.map(([key, item]) => [key, toWireArgument(item, places)]),
      };
    case "value":
    case "input":
    case "previous":
      return argument;
    default:
      return argument satisfies never;
  }
}
