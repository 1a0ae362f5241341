import type { Outcome, StartedTask } from "@holdall/core";
import { absent, TaskError, type Shared } from "@holdall/core/task";
import { encode, type Block } from "../codec.ts";
import type { WireInput, WireResult, WireShape, WireTask } from "../messages.ts";
import { fitShape, shapeOf } from "./wire-shape.ts";

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
  const shapes: WireShape[] = [];
  const lastOfLayer = new Map<number, number>(); // place of a layer's latest shape: its next task mostly has it too
  const tasks = started.map(toWireTask);
  try {
    return { tasks: encode({ shapes, tasks }), blocks, failed: [] };
  } catch {
    const failed = started.flatMap((one, i) => refusal(one, tasks[i]!));
    const sendable = tasks.filter(([id]) => !failed.some((outcome) => outcome.id === id));
    return { tasks: encode({ shapes, tasks: sendable }), blocks, failed };
  }

  function toWireTask({ id, layer, task, inputs }: StartedTask): WireTask {
    let shape = lastOfLayer.get(layer);
    let values = shape === undefined ? undefined : fitShape(task, shapes[shape]!, places);
    if (shape === undefined || values === undefined) {
      shape = shapes.push(shapeOf(task, places)) - 1;
      lastOfLayer.set(layer, shape);
      values = fitShape(task, shapes[shape]!, places)!;
    }
    const stepPlaces = task.steps.flatMap(({ key, partition }) => [indexIn(key), partition]);
    return [id, shape, stepPlaces, values, inputs.map((handle) => toWireInput(handle as WireResult))];
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

// Keys are `layer:index`.
function indexIn(key: string): number {
  return Number(key.slice(key.lastIndexOf(":") + 1));
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
