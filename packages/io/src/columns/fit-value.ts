import { isPlainObject } from "@holdall/core/task";
import { notInColumnError, notRecordOfColumnsError, otherColumnError } from "../errors.ts";
import type { ColumnType, ColumnTypes, ScalarType } from "./column-type.ts";
import { unscaledOf } from "./unscaled.ts";

/**
 * Makes of a value what is stored of it: `null`, a number (up to 32 bits, and floats), a bigint (64 bits, and decimals
 * without their point), a string, a boolean, a date, bytes, what JSON has, an array or an object of these.
 * @throws an error that names the column when the value does not fit it
 */
type FitValue = (value: unknown) => unknown;

/**
 * Makes of a record an object with all columns.
 * @param isInferred - whether the types are those of records before: then another column is an error, and is left out
 * otherwise
 */
export function createFitRecord(
  types: ColumnTypes,
  { isInferred }: { readonly isInferred: boolean },
): (record: unknown) => Record<string, unknown> {
  const fit = createFitFields(types, { before: "", isInferred });
  return (record) => {
    if (!isPlainObject(record)) throw notRecordOfColumnsError(record);
    return fit(record);
  };
}

interface FieldsOptions {
  readonly before: string;
  readonly isInferred: boolean;
}

function createFitFields(
  types: ColumnTypes,
  { before, isInferred }: FieldsOptions,
): (record: Record<string, unknown>) => Record<string, unknown> {
  const columns = Object.entries(types).map(
    ([name, type]) => [name, createFit(type, { column: before + name, isInferred })] as const,
  );
  return (record) => {
    if (isInferred) {
      const other = Object.keys(record).find((name) => !Object.hasOwn(types, name));
      if (other !== undefined) throw otherColumnError(before + other, Object.keys(types));
    }
    const fitted: Record<string, unknown> = {};
    for (const [name, fit] of columns) fitted[name] = fit(record[name]);
    return fitted;
  };
}

interface FitOptions {
  readonly column: string;
  readonly isInferred: boolean;
}

function createFit(type: ColumnType, options: FitOptions): FitValue {
  const fit = createFitPresent(type, options);
  return (value) => (value === undefined || value === null ? null : fit(value));
}

function createFitPresent(type: ColumnType, { column, isInferred }: FitOptions): FitValue {
  if (typeof type === "string") {
    const { fit, expected } = scalars[type];
    return (value) => {
      const fitted = fit(value);
      if (fitted === undefined) throw notInColumnError(value, { column, expected, isInferred });
      return fitted;
    };
  }
  if ("list" in type) {
    const fit = createFit(type.list, { column: `${column}[]`, isInferred });
    return (value) => {
      if (!isArrayLike(value)) throw notInColumnError(value, { column, expected: "an array", isInferred });
      return Array.from(value, fit);
    };
  }
  if ("struct" in type) {
    const fit = createFitFields(type.struct, { before: `${column}.`, isInferred });
    return (value) => {
      if (!isPlainObject(value)) throw notInColumnError(value, { column, expected: "an object", isInferred });
      return fit(value);
    };
  }
  const [precision, scale] = type.decimal;
  const limit = 10n ** BigInt(precision);
  return (value) => {
    const digits = unscaledOf(value, scale);
    if (digits === undefined || digits >= limit || digits <= -limit) {
      const expected = `a number or a string of at most ${precision} digits, ${scale} of them behind the point,`;
      throw notInColumnError(value, { column, expected, isInferred });
    }
    return digits;
  };
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** What is stored of a value, or nothing where it does not fit. */
interface Scalar {
  readonly expected: string;
  readonly fit: (value: unknown) => unknown;
}

function whole(name: string, min: number, max: number): Scalar {
  return {
    expected: `a whole number from ${min} to ${max} (${name})`,
    fit: (value) =>
      Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? value : undefined,
  };
}

function large(name: string, min: bigint, max: bigint): Scalar {
  return {
    expected: `a bigint or a whole number from ${min} to ${max} (${name})`,
    fit(value) {
      const number = Number.isSafeInteger(value) ? BigInt(value as number) : value;
      return typeof number === "bigint" && number >= min && number <= max ? number : undefined;
    },
  };
}

function only(expected: string, isIt: (value: unknown) => boolean): Scalar {
  return { expected, fit: (value) => (isIt(value) ? value : undefined) };
}

const isNumber = (value: unknown): boolean => typeof value === "number";
const isDate = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime());

const scalars: Readonly<Record<ScalarType, Scalar>> = {
  boolean: only("true or false", (value) => typeof value === "boolean"),
  int8: whole("int8", -(2 ** 7), 2 ** 7 - 1),
  int16: whole("int16", -(2 ** 15), 2 ** 15 - 1),
  int32: whole("int32", -(2 ** 31), 2 ** 31 - 1),
  int64: large("int64", -(2n ** 63n), 2n ** 63n - 1n),
  uint8: whole("uint8", 0, 2 ** 8 - 1),
  uint16: whole("uint16", 0, 2 ** 16 - 1),
  uint32: whole("uint32", 0, 2 ** 32 - 1),
  uint64: large("uint64", 0n, 2n ** 64n - 1n),
  float32: only("a number", isNumber),
  float64: only("a number", isNumber),
  string: only("a string", (value) => typeof value === "string"),
  bytes: only("a Uint8Array", (value) => value instanceof Uint8Array),
  date: only("a valid date", isDate),
  timestamp: only("a valid date", isDate),
  json: { expected: "a value that JSON has", fit: toJson },
  null: only("null or undefined, as in all elements before,", () => false),
};

function toJson(value: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A bigint, or an object within itself.
  }
  return text === undefined ? undefined : jsonOf(text);
}

/** What is written as this text; libraries that copy objects key by key, and lose the key `__proto__`, let it be. */
function jsonOf(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) return value;
  return Object.assign(Object.create(null) as object, { toJSON: () => value });
}
