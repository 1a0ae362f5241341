import type { Handle, Outcome, SavedTask, StartedTask, TaskPart } from "@holdall/core";
import {
  absent,
  failureAt,
  isSpillPlace,
  sentFor,
  UnregisteredClassError,
  type Shared,
} from "@holdall/core/task";
import { encode, type Block } from "../codec.ts";
import { replaceByTables } from "../codec/table.ts";
import {
  isBlock,
  type KeptBlock,
  type WireCrashedCall,
  type WireGroup,
  type WireInput,
  type WireResult,
  type WireSaves,
  type WireShape,
  type WireTasks,
} from "../messages.ts";
import { encodeInstances, type Crossing } from "../value-codec.ts";
import { toWireError } from "../wire-error.ts";
import { fitShape, shapeOf } from "./wire-shape.ts";

/** Tasks ready to be sent. */
export interface EncodedBatch {
  readonly tasks: Block;
  readonly blocks: readonly Block[];
  /** Those that the worker keeps, whether it has them already or not. */
  readonly kept: readonly KeptBlock[];
  /** Those that could not be encoded. */
  readonly failed: readonly Outcome[];
}

/** To whom tasks are sent. */
export interface BatchReceiver {
  /** Where it finds shared constants. */
  readonly places: ReadonlyMap<Shared, number>;
  readonly crossing: Crossing;
  /** Under which number workers keep a block. */
  readonly numberOf: (block: Handle) => number;
}

/** Encodes tasks, all in one go. Where one holds what cannot be sent, only that one fails. */
export function encodeBatch(started: readonly StartedTask[], receiver: BatchReceiver): EncodedBatch {
  const lists = { blocks: new BlockList(), kept: new Map<number, KeptBlock>() };
  const encodeTasks = (tasks: readonly StartedTask[]): Block =>
    encode(groupTasks(tasks, receiver, lists), receiver.crossing.sharesMemory);
  const encoded = (tasks: Block, failed: readonly Outcome[]): EncodedBatch => ({
    tasks,
    blocks: lists.blocks.blocks,
    kept: [...lists.kept.values()],
    failed,
  });
  try {
    return encoded(encodeTasks(started), []);
  } catch {
    const failed = started.flatMap((one) => refusal(one, () => encodeTasks([one])));
    const refused = new Set(failed.map(({ id }) => id));
    const sendable = started.filter(({ id }) => !refused.has(id));
    return encoded(encodeTasks(sendable), failed);
  }
}

/** What the tasks of a batch read. */
interface Lists {
  readonly blocks: BlockList;
  /** Blocks that are kept, by their number. */
  readonly kept: Map<number, KeptBlock>;
}

/** The blocks that the tasks of a batch read, each once. */
class BlockList {
  readonly blocks: Block[] = [];
  readonly #places = new Map<Block, number>();

  placeOf(block: Block): number {
    let place = this.#places.get(block);
    if (place === undefined) {
      place = this.blocks.push(block) - 1;
      this.#places.set(block, place);
    }
    return place;
  }
}

interface GroupColumns extends WireGroup {
  readonly ids: number[];
  readonly places: number[];
  readonly values: unknown[];
  readonly inputs: WireInput[];
  saves?: Map<number, WireSaves>;
  crashedCalls?: Map<number, readonly WireCrashedCall[]>;
  tables: readonly number[];
  encoded: readonly number[];
}

// Tasks keep their order: each joins the group of the one before it, or begins a new one.
function groupTasks(started: readonly StartedTask[], receiver: BatchReceiver, lists: Lists): WireTasks {
  const { places, crossing } = receiver;
  const groups: GroupColumns[] = [];
  const shapes = new Map<number, WireShape>(); // by layer, its latest: its next task mostly has it too
  let group: GroupColumns | undefined;
  for (const task of started) {
    if (group === undefined || !fitShape(task, group.shape, { places, values: group.values })) {
      const values: unknown[] = [];
      let shape = shapes.get(task.layer);
      if (shape === undefined || !fitShape(task, shape, { places, values })) {
        shape = shapeOf(task, places);
        shapes.set(task.layer, shape);
        fitShape(task, shape, { places, values });
      }
      group = { shape, ids: [], places: [], values, inputs: [], tables: [], encoded: [] };
      groups.push(group);
    }
    group.ids.push(task.id);
    for (const { index, partition } of task.task.steps) group.places.push(index, partition);
    if (task.saves !== undefined)
      (group.saves ??= new Map<number, WireSaves>()).set(task.id, toWireSaves(task.saves, lists.blocks));
    if (task.crashedCalls !== undefined)
      (group.crashedCalls ??= new Map<number, readonly WireCrashedCall[]>()).set(
        task.id,
        task.crashedCalls.map((crashed) => ({ ...crashed, error: toWireError(crashed.error) })),
      );
    const { kept } = group.shape;
    task.inputs.forEach((handle, slot) => {
      const input = handle as WireResult | typeof absent;
      group!.inputs.push(
        kept.length > 0 && kept.includes(slot)
          ? toKeptInput(input, receiver, lists)
          : toWireInput(input, lists.blocks),
      );
    });
  }
  for (const each of groups) {
    each.values.forEach((value, place) => (each.values[place] = sentFor(value)));
    each.tables = replaceByTables(each.values, crossing.classes);
    each.encoded = replaceByBlocks(each, crossing, lists.blocks);
  }
  return groups;
}

/** Puts places of blocks in the place of values with instances of classes in them. Returns where. */
function replaceByBlocks(
  { values, tables }: Pick<GroupColumns, "values" | "tables">,
  crossing: Crossing,
  blocks: BlockList,
): number[] {
  const replaced: number[] = [];
  let table = 0;
  values.forEach((value, place) => {
    if (tables[table] === place) table += 1;
    else if (typeof value === "object" && value !== null) {
      const block = encodeInstances(value, crossing, "What it is given");
      if (block === undefined) return;
      values[place] = blocks.placeOf(block);
      replaced.push(place);
    }
  });
  return replaced;
}

function toKeptInput(
  handle: WireResult | typeof absent,
  { numberOf }: BatchReceiver,
  { blocks, kept }: Lists,
): WireInput {
  if (handle === absent || !(isBlock(handle) || isSpillPlace(handle))) return toWireInput(handle, blocks);
  const number = numberOf(handle);
  kept.set(number, { number, block: handle });
  return { kept: number };
}

function toWireSaves({ every, resume }: SavedTask, blocks: BlockList): WireSaves {
  const toInput = (part: TaskPart): TaskPart => ({
    ...part,
    value: toWireInput(part.value as WireResult, blocks),
  });
  return { every, resume: resume.map(toInput) };
}

function toWireInput(handle: WireResult | typeof absent, blocks: BlockList): WireInput {
  if (handle === absent) return { absent: true };
  return isBlock(handle) ? { block: blocks.placeOf(handle) } : handle;
}

function refusal({ id, task }: StartedTask, tryToEncode: () => unknown): Outcome[] {
  try {
    tryToEncode();
    return [];
  } catch (error) {
    return [{ status: "failed", id, error: failureAt(task.steps[0]!, explain(error)), elapsed: 0 }];
  }
}

function explain(error: unknown): unknown {
  if (error instanceof UnregisteredClassError) return error;
  const message = `Its data cannot be sent to a worker: ${(error as Error).message} Elements have to be data that structured clone takes.`;
  return new TypeError(message, { cause: error });
}
