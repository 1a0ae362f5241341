import type { ColumnType, ColumnTypes, ScalarType } from "../columns/column-type.ts";
import { notAvroNameError } from "../errors.ts";
import { isName, type AvroSchema } from "./avro-schema.ts";

/**
 * The schema of records with these columns, all of which may have nulls.
 * @throws an error that names the column whose name Avro does not have
 */
export function schemaOfColumns(types: ColumnTypes, name = "Record"): AvroSchema {
  const fields = Object.entries(types).map(([field, type]) => {
    if (!isName(field)) throw notAvroNameError(field);
    const own = schemaOf(type, `${name}.${field}`);
    return { name: field, type: own === "null" ? own : ["null", own], default: null };
  });
  return { type: "record", name, fields };
}

function schemaOf(type: ColumnType, name: string): AvroSchema {
  if (typeof type === "string") return scalars[type];
  if ("list" in type) {
    const items = schemaOf(type.list, `${name}.item`);
    return { type: "array", items: items === "null" ? items : ["null", items] };
  }
  if ("struct" in type) return schemaOfColumns(type.struct, name);
  const [precision, scale] = type.decimal;
  return { type: "bytes", logicalType: "decimal", precision, scale };
}

const scalars: Readonly<Record<ScalarType, AvroSchema>> = {
  boolean: "boolean",
  int8: "int",
  int16: "int",
  int32: "int",
  int64: "long",
  uint8: "int",
  uint16: "int",
  uint32: "long",
  uint64: { type: "bytes", logicalType: "decimal", precision: 20, scale: 0 },
  float32: "float",
  float64: "double",
  string: "string",
  bytes: "bytes",
  date: { type: "int", logicalType: "date" },
  timestamp: { type: "long", logicalType: "timestamp-millis" },
  json: "string",
  null: "null",
};
