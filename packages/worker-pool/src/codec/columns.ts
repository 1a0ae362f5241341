import type { ClassList } from "@holdall/core/task";
import { isPrimitive } from "./column.ts";
import { replaceByTables, replaceTables } from "./table.ts";

/** An object whose properties are columns, each in its cheapest form. */
export interface PackedColumns {
  readonly names: readonly string[];
  /** In the same order. */
  readonly columns: readonly unknown[];
  /** Places of columns for which a table stands. */
  readonly tables: readonly number[];
}

/** Packs an object whose properties are columns; nothing where one of them is not all primitives, or records. */
export function packColumns(object: object, classes: ClassList): PackedColumns | undefined {
  const columns: unknown[] = Object.values(object);
  const tables = replaceByTables(columns, classes);
  const isPacked = columns.every((column, place) => tables.includes(place) || isFlat(column));
  return isPacked ? { names: Object.keys(object), columns, tables } : undefined;
}

function isFlat(column: unknown): boolean {
  return (
    ArrayBuffer.isView(column) || (Array.isArray(column) ? column.every(isPrimitive) : isPrimitive(column))
  );
}

/** The object that was packed. */
export function unpackColumns({ names, columns, tables }: PackedColumns, classes: ClassList): object {
  const values = replaceTables(columns, tables, classes);
  return Object.fromEntries(names.map((name, place) => [name, values[place]]));
}
