import { describeValue, InvalidArgumentError, isPlainObject } from "@holdall/core/task";

/** The name of a type that has no parts. */
export type ScalarType =
  | "boolean"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float32"
  | "float64"
  | "string"
  | "bytes"
  | "date"
  | "timestamp"
  | "json"
  | "null";

/** The names of types of columns that have no parts. */
const scalarNames: readonly ScalarType[] = [
  "boolean",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float32",
  "float64",
  "string",
  "bytes",
  "date",
  "timestamp",
  "json",
  "null",
];

/**
 * What the values of a column are. All may be `null` or `undefined` as well.
 *
 * - `"int8"` to `"uint32"`: numbers without a fraction. `"int64"` and `"uint64"`: bigints, or such numbers
 * - `"float32"` and `"float64"`: numbers
 * - `"bytes"`: `Uint8Array`s
 * - `"date"`: dates, of which the day in UTC is kept. `"timestamp"`: dates, to the millisecond
 * - `"json"`: what JSON has, as text
 * - `"null"`: nothing
 * - `{ decimal: [precision, scale] }`: numbers, rounded to so many digits behind the point, or strings such as `"12.50"`, with
 *   no more digits than there is place for
 * - `{ list: type }`: arrays. `{ struct: { name: type } }`: objects
 */
export type ColumnType =
  | ScalarType
  | { readonly decimal: readonly [precision: number, scale: number] }
  | { readonly list: ColumnType }
  | { readonly struct: ColumnTypes };

/** The columns of a table, in their order, and what their values are. */
export interface ColumnTypes {
  readonly [column: string]: ColumnType;
}

const maxPrecision = 38;

/**
 * Looks whether types are types, column by column.
 * @throws InvalidArgumentError that names what is none
 */
export function assertColumnTypes(types: unknown, { name, where }: TypeName): void {
  if (isPlainObject(types) && Object.keys(types).length > 0) {
    for (const [column, type] of Object.entries(types)) {
      if (column === "__proto__") {
        throw new InvalidArgumentError(
          `${where}: Expected \`${name}\` to have names that columns can have, got "__proto__".`,
        );
      }
      assertColumnType(type, { name: `${name}.${column}`, where });
    }
    return;
  }
  throw new InvalidArgumentError(
    `${where}: Expected \`${name}\` to be an object with a type for each of at least one column, got ${describeValue(types)}.`,
  );
}

/** What a type is called in messages. */
interface TypeName {
  readonly name: string;
  readonly where: string;
}

function assertColumnType(type: unknown, { name, where }: TypeName): void {
  if (scalarNames.some((scalar) => scalar === type)) return;
  if (isPlainObject(type) && Object.keys(type).length === 1) {
    if ("list" in type) return assertColumnType(type["list"], { name: `${name}.list`, where });
    if ("struct" in type) return assertColumnTypes(type["struct"], { name: `${name}.struct`, where });
    if (isDecimal(type["decimal"])) return;
  }
  throw new InvalidArgumentError(
    `${where}: Expected \`${name}\` to be ${scalarNames.map((scalar) => `"${scalar}"`).join(", ")}, { decimal: [precision, scale] } of at most ${maxPrecision} digits, { list: type } or { struct: { name: type } }, got ${describeValue(type)}.`,
  );
}

function isDecimal(digits: unknown): boolean {
  if (!Array.isArray(digits) || digits.length !== 2 || !digits.every(Number.isInteger)) return false;
  const [precision, scale] = digits as [number, number];
  return precision >= 1 && precision <= maxPrecision && scale >= 0 && scale <= precision;
}
