import {
  findInstances,
  packedSource,
  pairsOf,
  type ClassList,
  type FindOptions,
  type PairColumns,
} from "@holdall/core/task";
import { marks, readBlock, writeBlock, type Block } from "./codec.ts";
import { takeApart, type WithInstances } from "./codec/instances.ts";
import { putTogether } from "./codec/restore-instances.ts";
import { fromTable, toTable, type Table } from "./codec/table.ts";

/** How the user's data crosses a boundary. */
export interface Crossing extends FindOptions {
  readonly sharesMemory: boolean;
}

/**
 * Encodes data of the user: what `encode` does, and instances of registered classes and errors keep their classes.
 * @param what - the value, as the subject of a sentence
 * @throws UnregisteredClassError for an instance of another class, unless these are to become plain objects
 * @throws Error naming what cannot be cloned
 */
export function encodeValue(value: unknown, crossing: Crossing, what: string): Block {
  const { sharesMemory } = crossing;
  const table = toTable(value, crossing.classes);
  if (table !== undefined) return writeBlock(table, { mark: marks.table, sharesMemory });
  return encodeInstances(value, crossing, what) ?? writeBlock(value, { sharesMemory });
}

/** Encodes a result of a task: what `encodeValue` does, and what was packed stays that until it is decoded. */
export function encodeResult(result: unknown, crossing: Crossing): Block {
  const source = packedSource(result);
  const columns = source?.toColumns();
  return columns === undefined
    ? encodeValue(source === undefined ? result : source.toPairs(), crossing, "Its result")
    : writeBlock(columns, { mark: marks.pairs, sharesMemory: crossing.sharesMemory });
}

/** Encodes a value if there are instances, or errors, in it. */
export function encodeInstances(value: unknown, crossing: Crossing, what: string): Block | undefined {
  const found = findInstances(value, crossing, what);
  if (found === undefined) return undefined;
  const { sharesMemory } = crossing;
  return writeBlock(takeApart(value, found, crossing), { mark: marks.instances, sharesMemory });
}

/**
 * The value of a block.
 * @param isLast - whether nobody else reads the block, so that the value may be made of its memory
 */
export function decodeValue(block: Block, classes: ClassList, isLast: boolean): unknown {
  const { mark, value } = readBlock(block, isLast);
  if (mark === marks.table) return fromTable(value as Table, classes);
  if (mark === marks.pairs) return pairsOf(value as PairColumns);
  return mark === marks.instances ? putTogether(value as WithInstances, classes) : value;
}
