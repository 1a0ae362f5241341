import { isPlainObject } from "@holdall/core/task";
import { notInColumnError } from "../errors.ts";
import { unscaledOf } from "../columns/unscaled.ts";
import type { AvroDigits, AvroField, AvroRecord, AvroType, Primitive } from "./avro-schema.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { bytesOfDigits } from "./decimal.ts";

/** How values of a type are written. */
export interface Encoder {
  /** Whether a value is of the type, as far as it takes to tell the branches of a union apart. */
  readonly accepts: (value: unknown) => boolean;
  /** @throws an error that names the field when the value is not of the type */
  readonly write: (writer: ByteWriter, value: unknown, field: string) => void;
}

/** Makes an encoder of a type, in which records may have themselves. */
export function createEncoder(type: AvroType): Encoder {
  return new Encoders().of(type);
}

const dayMs = 86_400_000;

class Encoders {
  readonly #records = new Map<AvroRecord, Encoder>();
  /** Whether values are as a schema has them, which is in JSON: bytes as text, dates as numbers. */
  readonly #isJson: boolean;
  /** Encoders of defaults. */
  readonly #defaults: Encoders;

  constructor({ isJson }: { readonly isJson: boolean } = { isJson: false }) {
    this.#isJson = isJson;
    this.#defaults = isJson ? this : new Encoders({ isJson: true });
  }

  of(type: AvroType): Encoder {
    switch (type.kind) {
      case "record":
        return this.#record(type);
      case "array":
        return arrayOf(this.of(type.items));
      case "map":
        return mapOf(this.of(type.values));
      case "union":
        return unionOf(type.branches.map((branch) => this.of(branch)));
      case "enum":
        return enumOf(type.symbols);
      case "fixed":
        return this.#isJson ? bytesOfText(type.size) : fixed(type);
      case "decimal":
        return this.#isJson ? bytesOfText() : decimalOf(type.digits);
      case "bytes":
        return this.#isJson ? bytesOfText() : primitive(type.kind, type.logical);
      default:
        return primitive(type.kind, this.#isJson ? undefined : type.logical);
    }
  }

  #record(type: AvroRecord): Encoder {
    const known = this.#records.get(type);
    if (known !== undefined) return known;
    const fields: (readonly [name: string, encoder: Encoder])[] = [];
    const encoder: Encoder = {
      accepts: (value) => isRecord(value) && fields.every(([name, { accepts }]) => accepts(value[name])),
      write(writer, value, at) {
        if (!isRecord(value)) throw wrong("an object", value, at);
        const before = at === "" ? "" : `${at}.`;
        for (const [name, { write }] of fields) write(writer, value[name], before + name);
      },
    };
    // Known before its fields are looked at, which may have it again.
    this.#records.set(type, encoder);
    for (const field of type.fields) fields.push([field.name, this.#field(field)]);
    return encoder;
  }

  #field({ type, hasDefault, default: value }: AvroField): Encoder {
    const encoder = this.of(type);
    if (!hasDefault) return encoder;
    const ofDefault = this.#defaults.of(type);
    return {
      accepts: (given) => (given === undefined ? ofDefault.accepts(value) : encoder.accepts(given)),
      write(writer, given, at) {
        if (given === undefined) ofDefault.write(writer, value, at);
        else encoder.write(writer, given, at);
      },
    };
  }
}

/** Bytes as JSON has them: a character for each. */
function bytesOfText(size?: number): Encoder {
  const expected = size === undefined ? "a default of bytes as text" : `a default of ${size} bytes as text`;
  const bytesOf = (value: unknown): Uint8Array | undefined => {
    const bytes = typeof value === "string" ? Buffer.from(value, "latin1") : undefined;
    return size === undefined || bytes?.length === size ? bytes : undefined;
  };
  return scalar(expected, bytesOf, (writer, bytes) =>
    size === undefined ? writer.writeBytes(bytes) : writer.writeFixed(bytes),
  );
}

function wrong(expected: string, value: unknown, field: string): TypeError {
  return notInColumnError(value, { column: field, expected, isInferred: false });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isPlainObject(value);
}

function arrayOf(item: Encoder): Encoder {
  const accepts = (value: unknown): value is ArrayLike<unknown> =>
    Array.isArray(value) ||
    (ArrayBuffer.isView(value) && !(value instanceof Uint8Array) && !(value instanceof DataView));
  return {
    accepts,
    write(writer, value, at) {
      if (!accepts(value)) throw wrong("an array", value, at);
      if (value.length > 0) writer.writeInt(value.length);
      for (let i = 0; i < value.length; i++) item.write(writer, value[i], `${at}[]`);
      writer.writeInt(0);
    },
  };
}

function mapOf(item: Encoder): Encoder {
  return {
    accepts: isRecord,
    write(writer, value, at) {
      if (!isRecord(value)) throw wrong("an object", value, at);
      const entries = Object.entries(value);
      if (entries.length > 0) writer.writeInt(entries.length);
      for (const [key, one] of entries) {
        writer.writeString(key);
        item.write(writer, one, `${at}.${key}`);
      }
      writer.writeInt(0);
    },
  };
}

function unionOf(branches: readonly Encoder[]): Encoder {
  return {
    accepts: (value) => branches.some((branch) => branch.accepts(value)),
    write(writer, value, at) {
      const index = branches.findIndex((branch) => branch.accepts(value));
      // Where there is but one that is not null, what it says of the value tells more.
      const only = branches.filter((branch) => !branch.accepts(null));
      if (index < 0 && only.length === 1) return only[0]!.write(writer, value, at);
      if (index < 0) throw wrong("a value of one of the types of the union", value, at);
      writer.writeInt(index);
      branches[index]!.write(writer, value, at);
    },
  };
}

function enumOf(symbols: readonly string[]): Encoder {
  const indexes = new Map<unknown, number>(symbols.map((symbol, i) => [symbol, i]));
  return {
    accepts: (value) => indexes.has(value),
    write(writer, value, at) {
      const index = indexes.get(value);
      if (index === undefined) throw wrong(`one of ${symbols.join(", ")}`, value, at);
      writer.writeInt(index);
    },
  };
}

function fixed({ size, logical, digits }: AvroType & { readonly kind: "fixed" }): Encoder {
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

function decimalOf(digits: AvroDigits): Encoder {
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

function primitive(kind: Primitive, logical: string | undefined): Encoder {
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
