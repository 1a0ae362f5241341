import type { ConvertedType } from "hyparquet";
import type { SchemaElement } from "hyparquet-writer";
import type { ColumnType, ColumnTypes, ScalarType } from "../columns/column-type.ts";

type Element = Omit<SchemaElement, "name" | "repetition_type">;

/** The schema of a file, as Parquet has it: a tree, written from its root down. All columns may have nulls. */
export function createParquetSchema(types: ColumnTypes): SchemaElement[] {
  const columns = Object.entries(types);
  return [
    { name: "root", num_children: columns.length },
    ...columns.flatMap(([name, type]) => elementsOf(name, type)),
  ];
}

function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  const common = { name, repetition_type: "OPTIONAL" } as const;
  if (typeof type === "string") return [{ ...common, ...scalars[type] }];
  if ("decimal" in type) return [{ ...common, ...decimalElement(type.decimal) }];
  if ("list" in type) {
    return [
      { ...common, converted_type: "LIST", logical_type: { type: "LIST" }, num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      ...elementsOf("element", type.list),
    ];
  }
  const fields = Object.entries(type.struct);
  return [
    { ...common, num_children: fields.length },
    ...fields.flatMap(([field, fieldType]) => elementsOf(field, fieldType)),
  ];
}

/** By its older name alone: the writer has a newer one in a form that other tools do not read. */
function integer(type: "INT32" | "INT64", converted_type: ConvertedType): Element {
  return { type, converted_type };
}

const scalars: Readonly<Record<ScalarType, Element>> = {
  boolean: { type: "BOOLEAN" },
  int8: integer("INT32", "INT_8"),
  int16: integer("INT32", "INT_16"),
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  uint8: integer("INT32", "UINT_8"),
  uint16: integer("INT32", "UINT_16"),
  uint32: integer("INT32", "UINT_32"),
  uint64: integer("INT64", "UINT_64"),
  float32: { type: "FLOAT" },
  float64: { type: "DOUBLE" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  bytes: { type: "BYTE_ARRAY" },
  date: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  json: { type: "BYTE_ARRAY", converted_type: "JSON", logical_type: { type: "JSON" } },
  null: { type: "INT32", logical_type: { type: "NULL" } },
};

// The digits that always fit.
const int32Digits = 9;
const int64Digits = 18;

function decimalElement([precision, scale]: readonly [precision: number, scale: number]): Element {
  const common = {
    converted_type: "DECIMAL",
    logical_type: { type: "DECIMAL", precision, scale },
    precision,
    scale,
  } as const;
  if (precision <= int32Digits) return { type: "INT32", ...common };
  if (precision <= int64Digits) return { type: "INT64", ...common };
  return { type: "FIXED_LEN_BYTE_ARRAY", type_length: bytesOf(precision), ...common };
}

/** How many bytes hold so many digits and a sign. */
function bytesOf(precision: number): number {
  const largest = 10n ** BigInt(precision) - 1n;
  return Math.ceil((largest.toString(2).length + 1) / 8);
}
