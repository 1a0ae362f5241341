import { isPlainObject } from "@holdall/core/task";
import {
  columnNameError,
  mixedColumnError,
  notRecordOfColumnsError,
  notStorableError,
  unknownFieldsError,
} from "../errors.ts";
import type { ColumnType, ColumnTypes, ScalarType } from "./column-type.ts";

/** What is known of a column: nothing where there have been no values. */
type Inferred = undefined | ScalarType | { readonly list: Inferred } | { readonly struct: Fields };

type Fields = Map<string, Inferred>;

const typedArrays: readonly (readonly [abstract: new (length: number) => object, type: ScalarType])[] = [
  [Float64Array, "float64"],
  [Float32Array, "float32"],
  [Int32Array, "int32"],
  [Uint32Array, "uint32"],
  [Int16Array, "int16"],
  [Uint16Array, "uint16"],
  [Int8Array, "int8"],
  [BigInt64Array, "int64"],
  [BigUint64Array, "uint64"],
];

/**
 * Infers the types of columns from records, one after the other. A type follows from what JavaScript says a value is, never
 * from how large it is: so partitions agree, although each is looked at alone.
 */
export class ColumnInference {
  readonly #columns: Fields = new Map();

  /** @throws an error that names the column when its value is of no type, or of another than before */
  add(record: unknown): void {
    if (!isPlainObject(record)) throw notRecordOfColumnsError(record);
    addFields(this.#columns, record, "");
  }

  /** The types so far. @throws an error that names the column where a type cannot be told */
  types(): ColumnTypes {
    return typesOf(this.#columns, "");
  }
}

function addFields(fields: Fields, record: object, before: string): void {
  for (const [name, value] of Object.entries(record)) {
    if (name === "__proto__") throw columnNameError(before + name);
    const known = fields.get(name);
    const type = addValue(known, value, before + name);
    if (type !== known || !fields.has(name)) fields.set(name, type);
  }
}

function addValue(known: Inferred, value: unknown, column: string): Inferred {
  if (value === undefined || value === null) return known;
  if (Array.isArray(value)) {
    const before = isList(known) ? known : known === undefined ? { list: undefined } : undefined;
    if (before === undefined) throw mixedColumnError(column, nameOf(known), value);
    let items = before.list;
    for (const item of value as unknown[]) items = addValue(items, item, `${column}[]`);
    return items === before.list && known !== undefined ? known : { list: items };
  }
  if (isPlainObject(value)) {
    const type: Inferred = known ?? { struct: new Map() };
    if (typeof type === "string" || !("struct" in type)) throw mixedColumnError(column, nameOf(known), value);
    addFields(type.struct, value, `${column}.`);
    return type;
  }
  const typedArray = typedArrays.find(([kind]) => value instanceof kind);
  const type: Inferred = typedArray ? { list: typedArray[1] } : scalarOf(value, column);
  if (known === undefined) return type;
  if (nameOf(known) !== nameOf(type)) throw mixedColumnError(column, nameOf(known), value);
  return known;
}

function isList(type: Inferred): type is { readonly list: Inferred } {
  return typeof type === "object" && "list" in type;
}

function scalarOf(value: unknown, column: string): ScalarType {
  switch (typeof value) {
    case "number":
      return "float64";
    case "bigint":
      return "int64";
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    default:
      if (value instanceof Date) return "timestamp";
      if (value instanceof Uint8Array) return "bytes";
      throw notStorableError(column, value);
  }
}

function nameOf(type: Inferred): string {
  if (typeof type !== "object") return type ?? "null";
  return "list" in type ? `list of ${nameOf(type.list)}` : "struct";
}

function typesOf(fields: Fields, before: string): ColumnTypes {
  if (before !== "" && fields.size === 0) throw unknownFieldsError(before.slice(0, -1));
  return Object.fromEntries([...fields].map(([name, type]) => [name, typeOf(type, before + name)]));
}

function typeOf(type: Inferred, column: string): ColumnType {
  if (type === undefined) return "null";
  if (typeof type === "string") return type;
  if ("list" in type) return { list: typeOf(type.list, `${column}[]`) };
  return { struct: typesOf(type.struct, `${column}.`) };
}
