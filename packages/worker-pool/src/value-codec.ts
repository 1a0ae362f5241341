import {
  findInstances,
  hasColumns,
  packedSource,
  pairsOf,
  type ClassList,
  type FindOptions,
  type PairColumns,
} from "@holdall/core/task";
import { marks, readBlock, writeBlock, type Block } from "./codec.ts";
import { takeApart, type WithInstances } from "./codec/instances.ts";
import { putTogether } from "./codec/restore-instances.ts";
import { isWhole } from "./wire-error.ts";
import { packColumns, unpackColumns, type PackedColumns } from "./codec/columns.ts";
import { fromTable, toTable, type Table } from "./codec/table.ts";

/** How the user's data crosses a boundary. */
export interface Crossing extends FindOptions {
  readonly sharesMemory: boolean;
  /** Whether an error is refused that would not come back with its class and all that it holds. @default false */
  readonly keepsErrors?: boolean;
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
  const [columns, mark] =
    source === undefined
      ? [hasColumns(result) ? result : undefined, marks.columns]
      : [source.toColumns(), marks.pairs];
  const packed = columns && packColumns(columns, crossing.classes);
  return packed === undefined
    ? encodeValue(source === undefined ? result : source.toPairs(), crossing, "Its result")
    : writeBlock(packed, { mark, sharesMemory: crossing.sharesMemory });
}

/** Encodes a value if there are instances, or errors, in it. */
export function encodeInstances(value: unknown, crossing: Crossing, what: string): Block | undefined {
  const found = findInstances(value, crossing, what);
  if (found === undefined) return undefined;
  const { sharesMemory, keepsErrors = false } = crossing;
  const apart = takeApart(value, found, crossing);
  if (keepsErrors && !apart.wireErrors.every(isWhole))
    throw new TypeError(`${what} holds an error that would come back as another one.`);
  return writeBlock(apart, { mark: marks.instances, sharesMemory });
}

/**
 * The value of a block.
 * @param isLast - whether nobody else reads the block, so that the value may be made of its memory
 */
export function decodeValue(block: Block, classes: ClassList, isLast: boolean): unknown {
  const { mark, value } = readBlock(block, isLast);
  if (mark === marks.table) return fromTable(value as Table, classes);
  if (mark === marks.columns) return unpackColumns(value as PackedColumns, classes);
  if (mark === marks.pairs) return pairsOf(unpackColumns(value as PackedColumns, classes) as PairColumns);
  return mark === marks.instances ? putTogether(value as WithInstances, classes) : value;
}
