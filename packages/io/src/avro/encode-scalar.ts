import { unscaledOf } from "../columns/unscaled.ts";
import type { AvroDigits, AvroType, Primitive } from "./avro-schema.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { bytesOfDigits } from "./decimal.ts";
import { wrong, type Encoder } from "./encoder.ts";

const dayMs = 86_400_000;

/** Bytes as JSON has them: a character for each. */
export function bytesOfText(size?: number): Encoder {
  const expected = size === undefined ? "a default of bytes as text" : `a default of ${size} bytes as text`;
  const bytesOf = (value: unknown): Uint8Array | undefined => {
    const bytes = typeof value === "string" ? Buffer.from(value, "latin1") : undefined;
    return size === undefined || bytes?.length === size ? bytes : undefined;
  };
  return scalar(expected, bytesOf, (writer, bytes) =>
    size === undefined ? writer.writeBytes(bytes) : writer.writeFixed(bytes),
  );
}

export function enumOf(symbols: readonly string[]): Encoder {
  const indexes = new Map<unknown, number>(symbols.map((symbol, i) => [symbol, i]));
  return scalar(
    `one of ${symbols.join(", ")}`,
    (value) => indexes.get(value),
    (writer, index) => writer.writeInt(index),
  );
}

export function fixed({ size, logical, digits }: AvroType & { readonly kind: "fixed" }): Encoder {
  const toUnscaled = createToUnscaled(digits);
  const bytesOf = (value: unknown): Uint8Array | undefined => {
    if (logical === "decimal") {
      const unscaled = toUnscaled(value);
      return unscaled === undefined ? undefined : bytesOfDigits(unscaled, size);
    }
    if (logical === "uuid" && typeof value === "string" && uuid.test(value))
      return Buffer.from(value.replaceAll("-", ""), "hex");
    return value instanceof Uint8Array && value.length === size ? value : undefined;
  };
  const expected =
    logical === "decimal"
      ? `${describeDecimal(digits)} that ${size} bytes can keep,`
      : `a Uint8Array of ${size} bytes`;
  return scalar(expected, bytesOf, (writer, bytes) => writer.writeFixed(bytes));
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function decimalOf(digits: AvroDigits): Encoder {
  return scalar(`${describeDecimal(digits)},`, createToUnscaled(digits), (writer, unscaled) =>
    writer.writeBytes(bytesOfDigits(unscaled)!),
  );
}

/** Makes of a decimal its digits, and nothing of a value that is none, or has more of them than there is place for. */
function createToUnscaled({ precision, scale }: AvroDigits): (value: unknown) => bigint | undefined {
  const limit = 10n ** BigInt(precision);
  return (value) => {
    const unscaled = unscaledOf(value, scale);
    return unscaled !== undefined && unscaled < limit && unscaled > -limit ? unscaled : undefined;
  };
}

function describeDecimal({ precision, scale }: AvroDigits): string {
  return `a number or a string of at most ${precision} digits, ${scale} of them behind the point`;
}

/** @param toStored - what is written of a value; nothing where it is not of the type */
function scalar<T>(
  expected: string,
  toStored: (value: unknown) => T | undefined,
  write: (writer: ByteWriter, stored: T) => void,
): Encoder {
  return {
    accepts: (value) => toStored(value) !== undefined,
    write(writer, value, field) {
      const stored = toStored(value);
      if (stored === undefined) throw wrong(expected, value, field);
      write(writer, stored);
    },
  };
}

const minInt = -(2 ** 31);
const maxInt = 2 ** 31 - 1;

export function primitive(kind: Primitive, logical: string | undefined): Encoder {
  switch (kind) {
    case "null":
      return scalar(
        "null or undefined",
        (value) => (value === null || value === undefined ? true : undefined),
        () => undefined,
      );
    case "boolean":
      return scalar("true or false", booleanOf, (writer, value) => writer.writeByte(value ? 1 : 0));
    case "int":
      return logical === "date"
        ? scalar("a valid date", dayOf, (writer, days) => writer.writeInt(days))
        : scalar("a whole number of 32 bits", intOf, (writer, value) => writer.writeInt(value));
    case "long":
      return long(logical);
    case "float":
      return scalar("a number", numberOf, (writer, value) => writer.writeFloat(value));
    case "double":
      return scalar("a number", numberOf, (writer, value) => writer.writeDouble(value));
    case "bytes":
      return scalar("a Uint8Array", bytesOf, (writer, value) => writer.writeBytes(value));
    case "string":
      return scalar("a string", stringOf, (writer, value) => writer.writeString(value));
    default:
      return kind satisfies never;
  }
}

const perMs: ReadonlyMap<string, bigint> = new Map([
  ["timestamp-millis", 1n],
  ["local-timestamp-millis", 1n],
  ["timestamp-micros", 1000n],
  ["local-timestamp-micros", 1000n],
  ["timestamp-nanos", 1_000_000n],
  ["local-timestamp-nanos", 1_000_000n],
]);

function long(logical: string | undefined): Encoder {
  const factor = logical === undefined ? undefined : perMs.get(logical);
  if (factor === undefined) {
    return scalar("a bigint or a whole number of 64 bits", longOf, (writer, value) =>
      typeof value === "bigint" ? writer.writeLong(value) : writer.writeInt(value),
    );
  }
  const expected = factor === 1_000_000n ? "a valid date from 1677-09-21 to 2262-04-11" : "a valid date";
  const unitsOf = (value: unknown): bigint | undefined => {
    const ms = timeOf(value);
    const units = ms === undefined ? undefined : BigInt(ms) * factor;
    // Nanoseconds are too many for some dates.
    return units !== undefined && BigInt.asIntN(64, units) === units ? units : undefined;
  };
  return scalar(expected, unitsOf, (writer, units) => writer.writeLong(units));
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function intOf(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= minInt && (value as number) <= maxInt
    ? (value as number)
    : undefined;
}

function longOf(value: unknown): number | bigint | undefined {
  if (Number.isSafeInteger(value)) return value as number;
  return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? value : undefined;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  const time = value instanceof Date ? value.getTime() : NaN;
  return Number.isNaN(time) ? undefined : time;
}

function dayOf(value: unknown): number | undefined {
  const time = timeOf(value);
  return time === undefined ? undefined : Math.floor(time / dayMs);
}
