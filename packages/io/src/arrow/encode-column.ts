import type { Data, DataType, Field, RecordBatch, Schema } from "apache-arrow";
import type { ColumnType, ColumnTypes } from "../columns/column-type.ts";
import type { Arrow } from "./library.ts";

/** The schema of a file, as Arrow has it. All columns may have nulls. */
export function createArrowSchema(types: ColumnTypes, arrow: Arrow): Schema {
  return new arrow.Schema(fieldsOf(types, arrow));
}

/** A record batch of records that fit their columns. */
export function encodeBatch(
  records: readonly Record<string, unknown>[],
  { schema, types }: { readonly schema: Schema; readonly types: ColumnTypes },
  arrow: Arrow,
): RecordBatch {
  const children = columnsOf(records, types, arrow);
  const data = arrow.makeData({ type: new arrow.Struct(schema.fields), length: records.length, children });
  return new arrow.RecordBatch(schema, data);
}

function fieldsOf(types: ColumnTypes, arrow: Arrow): Field[] {
  return Object.entries(types).map(([name, type]) => new arrow.Field(name, typeOf(type, arrow), true));
}

function typeOf(type: ColumnType, arrow: Arrow): DataType {
  if (typeof type !== "string") {
    if ("decimal" in type) {
      const [precision, scale] = type.decimal;
      return new arrow.Decimal(scale, precision);
    }
    if ("list" in type) return new arrow.List(new arrow.Field("item", typeOf(type.list, arrow), true));
    return new arrow.Struct(fieldsOf(type.struct, arrow));
  }
  switch (type) {
    case "boolean":
      return new arrow.Bool();
    case "int8":
      return new arrow.Int8();
    case "int16":
      return new arrow.Int16();
    case "int32":
      return new arrow.Int32();
    case "int64":
      return new arrow.Int64();
    case "uint8":
      return new arrow.Uint8();
    case "uint16":
      return new arrow.Uint16();
    case "uint32":
      return new arrow.Uint32();
    case "uint64":
      return new arrow.Uint64();
    case "float32":
      return new arrow.Float32();
    case "float64":
      return new arrow.Float64();
    case "string":
    case "json":
      return new arrow.Utf8();
    case "bytes":
      return new arrow.Binary();
    case "date":
      return new arrow.DateDay();
    case "timestamp":
      return new arrow.TimestampMillisecond("UTC");
    case "null":
      return new arrow.Null();
    default:
      return type satisfies never;
  }
}

function columnsOf(
  records: readonly (Record<string, unknown> | null)[],
  types: ColumnTypes,
  arrow: Arrow,
): Data[] {
  return Object.entries(types).map(([name, type]) =>
    columnOf(
      records.map((record) => record?.[name] ?? null),
      type,
      arrow,
    ),
  );
}

/** What the library makes data of: not by its builders, which make code of strings. */
function columnOf(values: readonly unknown[], type: ColumnType, arrow: Arrow): Data {
  const arrowType = typeOf(type, arrow);
  const { length } = values;
  if (type === "null") return arrow.makeData({ type: new arrow.Null(), length });
  const { nullBitmap, nullCount } = validityOf(values);
  const common = { type: arrowType, length, nullCount, nullBitmap };
  return arrow.makeData({ ...common, ...buffersOf(values, type, arrow) } as never) as Data;
}

interface Validity {
  /** A bit for each value that is there. */
  readonly nullBitmap: Uint8Array;
  readonly nullCount: number;
}

function validityOf(values: readonly unknown[]): Validity {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  values.forEach((value, i) => {
    if (value === null) nullCount++;
    else nullBitmap[i >> 3]! |= 1 << (i & 7);
  });
  return { nullBitmap, nullCount };
}

/** The buffers that values are in, by the names that the library has for them. */
interface Buffers {
  readonly data?: unknown;
  readonly valueOffsets?: Int32Array;
  readonly child?: Data;
  readonly children?: Data[];
}

function buffersOf(values: readonly unknown[], type: Exclude<ColumnType, "null">, arrow: Arrow): Buffers {
  if (typeof type !== "string") {
    if ("decimal" in type) return { data: decimalsOf(values as readonly (bigint | null)[]) };
    if ("struct" in type)
      return {
        children: columnsOf(values as readonly (Record<string, unknown> | null)[], type.struct, arrow),
      };
    const lists = values as readonly (readonly unknown[] | null)[];
    const valueOffsets = offsetsOf(lists.map((list) => list?.length ?? 0));
    return {
      valueOffsets,
      child: columnOf(
        lists.flatMap((list) => list ?? []),
        type.list,
        arrow,
      ),
    };
  }
  switch (type) {
    case "boolean":
      return { data: bitsOf(values) };
    case "string":
      return texts(values, (value) => Buffer.from(value as string));
    case "json":
      return texts(values, (value) => Buffer.from(JSON.stringify(value)));
    case "bytes":
      return texts(values, (value) => value as Uint8Array);
    case "date":
      return { data: Int32Array.from(values, (value) => Math.floor(timeOf(value) / dayMs)) };
    case "timestamp":
      return { data: BigInt64Array.from(values, (value) => BigInt(timeOf(value))) };
    case "int64":
      return { data: BigInt64Array.from(values, (value) => (value ?? 0n) as bigint) };
    case "uint64":
      return { data: BigUint64Array.from(values, (value) => (value ?? 0n) as bigint) };
    default:
      return { data: numberArrays[type].from(values.map((value) => (value ?? 0) as number)) };
  }
}

const dayMs = 86_400_000;

const numberArrays = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

function timeOf(value: unknown): number {
  return value === null ? 0 : (value as Date).getTime();
}

function bitsOf(values: readonly unknown[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => {
    if (value === true) bits[i >> 3]! |= 1 << (i & 7);
  });
  return bits;
}

/** Values of any length one after the other, and where each begins. */
function texts(values: readonly unknown[], bytesOf: (value: unknown) => Uint8Array): Buffers {
  const parts = values.map((value) => (value === null ? new Uint8Array() : bytesOf(value)));
  return { valueOffsets: offsetsOf(parts.map((part) => part.length)), data: Buffer.concat(parts) };
}

function offsetsOf(lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1);
  let end = 0;
  for (const [i, length] of lengths.entries()) offsets[i + 1] = end += length;
  // What does not fit would have become another number.
  if (end !== offsets.at(-1))
    throw new RangeError(
      "A record batch has more than 2 GiB of text or bytes in a column. Make `batchSize` smaller.",
    );
  return offsets;
}

const wordsOfDecimal = 4;

/** 128 bits for each, the lowest word first. */
function decimalsOf(values: readonly (bigint | null)[]): Uint32Array {
  const words = new Uint32Array(wordsOfDecimal * values.length);
  values.forEach((value, i) => {
    let rest = BigInt.asUintN(128, value ?? 0n);
    for (let word = 0; word < wordsOfDecimal; word++, rest >>= 32n)
      words[wordsOfDecimal * i + word] = Number(rest & 0xffffffffn);
  });
  return words;
}
