import { inspect } from "node:util";
import { fromNumbers, joinNumbers, type ClassList, type ListedClass, type Numbers } from "@holdall/core/task";
import { fromColumn, isPrimitive, toColumn, type Column } from "./column.ts";
import { createRecords } from "./records.ts";
import { createTuples, toTupleColumns } from "./tuples.ts";

/** An array in another form, which is much less to write and read. */
export type Table =
  | { readonly kind: "numbers"; readonly numbers: Numbers }
  /** Records that are all alike, column by column, and the place of the class that they are instances of, if any. */
  | {
      readonly kind: "records";
      readonly keys: readonly string[];
      readonly columns: readonly Column[];
      readonly place: number | undefined;
    }
  /** Tuples that are all alike, by place. */
  | { readonly kind: "tuples"; readonly columns: readonly Column[] };

// The table of a shorter array costs more than the array. A longer one would be made a hash table of.
const lengths = { shortest: 32, longest: 2 ** 24 };

/**
 * The table of an array of numbers, of records: plain objects, or instances of one class, that have the same keys in
 * the same order, with primitive values, or of tuples: arrays of one length. Nothing for anything else.
 * @param classes - those whose instances may be records; none without
 */
export function toTable(value: unknown, classes?: ClassList): Table | undefined {
  if (!Array.isArray(value) || value.length < lengths.shortest || value.length > lengths.longest)
    return undefined;
  const array: readonly unknown[] = value;
  if (typeof array[0] === "number") return toNumberTable(array);
  return Array.isArray(array[0]) ? toTupleTable(array) : toRecordTable(array, classes);
}

function toTupleTable(array: readonly unknown[]): Table | undefined {
  const columns = toTupleColumns(array);
  return columns !== undefined && hasElementsOnly(array) ? { kind: "tuples", columns } : undefined;
}

function toNumberTable(array: readonly unknown[]): Table | undefined {
  const numbers = joinNumbers([array]);
  return numbers !== undefined && hasElementsOnly(array) ? { kind: "numbers", numbers } : undefined;
}

function toRecordTable(array: readonly unknown[], classes: ClassList | undefined): Table | undefined {
  const [first] = array;
  if (typeof first !== "object" || first === null) return undefined;
  const prototype = Object.getPrototypeOf(first) as object | null;
  const place = classes?.placeOf(prototype);
  if (place === undefined ? prototype !== Object.prototype : !isOfRecords(classes!.at(place)))
    return undefined;
  const keys = Object.keys(first);
  // A key of that name would set the prototype of the object.
  if (keys.length === 0 || keys.includes("__proto__") || !Object.values(first).every(isPrimitive))
    return undefined;
  if (!areAlike(array, { prototype, keys })) return undefined;
  const columns = toColumns(array, keys);
  return columns && { kind: "records", keys, columns, place };
}

/** Whether structured clone takes instances of a class as it takes plain objects. */
function isOfRecords({ isCloned, kind }: ListedClass): boolean {
  return isCloned && kind === "plain";
}

/** Puts tables in the place of arrays that can be tables. Returns these places. */
export function replaceByTables(values: unknown[], classes?: ClassList): number[] {
  const places: number[] = [];
  const tables = new Map<unknown, Table>(); // by array: what is one array stays one
  values.forEach((value, place) => {
    const table = tables.get(value) ?? toTable(value, classes);
    if (table === undefined) return;
    tables.set(value, table);
    values[place] = table;
    places.push(place);
  });
  return places;
}

/** The values as they were before tables were put in these places. */
export function replaceTables(
  values: readonly unknown[],
  places: readonly number[],
  classes?: ClassList,
): readonly unknown[] {
  if (places.length === 0) return values;
  const replaced = values.slice();
  const arrays = new Map<unknown, unknown[]>();
  for (const place of places) {
    const table = values[place] as Table;
    const array = arrays.get(table) ?? fromTable(table, classes);
    arrays.set(table, array);
    replaced[place] = array;
  }
  return replaced;
}

/** The array that a table was made of. */
export function fromTable(table: Table, classes?: ClassList): unknown[] {
  switch (table.kind) {
    case "numbers":
      return fromNumbers(table.numbers);
    case "records": {
      const records = createRecords(table.keys, table.columns.map(fromColumn));
      if (table.place === undefined) return records;
      const { prototype } = classes!.at(table.place).Class;
      for (const record of records) Object.setPrototypeOf(record, prototype);
      return records;
    }
    case "tuples":
      return createTuples(table.columns.map(fromColumn));
    default:
      return table satisfies never;
  }
}

function toColumns(
  records: readonly Readonly<Record<string, unknown>>[],
  keys: readonly string[],
): Column[] | undefined {
  const columns: Column[] = [];
  for (const key of keys) {
    const column = toColumn(records, key);
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return columns;
}

function areAlike(
  array: readonly unknown[],
  { prototype, keys }: { readonly prototype: object | null; readonly keys: readonly string[] },
): array is readonly Readonly<Record<string, unknown>>[] {
  for (const element of array) if (!isRecord(element, prototype) || !hasKeys(element, keys)) return false;
  // An object that stands in two places has to stay one object.
  return new Set(array).size === array.length && hasElementsOnly(array);
}

function isRecord(value: unknown, prototype: object | null): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === prototype;
}

function hasKeys(record: object, keys: readonly string[]): boolean {
  const own = Object.keys(record);
  if (own.length !== keys.length) return false;
  for (let i = 0; i < own.length; i++) if (own[i] !== keys[i]) return false;
  return true;
}

// To list the keys of an array makes a string of each index; `inspect` sees the other keys without that.
function hasElementsOnly(array: readonly unknown[]): boolean {
  const text = inspect(array, { maxArrayLength: 0, depth: 0, breakLength: Infinity });
  return /^\[ \.\.\. \d+ more items? \]$/.test(text);
}
