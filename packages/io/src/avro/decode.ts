import type { AvroType, Primitive } from "./avro-schema.ts";
import type { ByteReader } from "./byte-reader.ts";
import { digitsOf } from "./decimal.ts";

/** Reads a value of a type. */
export type Decode = (reader: ByteReader) => unknown;

/** Makes a decoder of a type, in which records may have themselves. */
export function createDecoder(type: AvroType): Decode {
  return new Decoders().of(type);
}

const dayMs = 86_400_000;

class Decoders {
  readonly #records = new Map<AvroType, Decode>();

  of(type: AvroType): Decode {
    switch (type.kind) {
      case "record":
        return this.#record(type);
      case "array": {
        const item = this.of(type.items);
        return (reader) => {
          const items: unknown[] = [];
          forEachInBlocks(reader, () => void items.push(item(reader)));
          return items;
        };
      }
      case "map": {
        const value = this.of(type.values);
        return (reader) => {
          const entries: [string, unknown][] = [];
          forEachInBlocks(reader, () => void entries.push([reader.readString(), value(reader)]));
          return Object.fromEntries(entries);
        };
      }
      case "union": {
        const branches = type.branches.map((branch) => this.of(branch));
        return (reader) => choose(branches, reader.readInt())(reader);
      }
      case "enum": {
        const { symbols } = type;
        return (reader) => choose(symbols, reader.readInt());
      }
      case "fixed": {
        const { size, logical, digits } = type;
        if (logical === "decimal") return (reader) => toDecimal(reader.readFixed(size), digits.scale);
        if (logical === "uuid") return (reader) => toUuid(reader.readFixed(size));
        return (reader) => reader.readFixed(size);
      }
      case "decimal":
        return (reader) => toDecimal(reader.readBytes(), type.digits.scale);
      default:
        return primitive(type.kind, type.logical);
    }
  }

  #record(type: AvroType & { readonly kind: "record" }): Decode {
    const known = this.#records.get(type);
    if (known !== undefined) return known;
    const fields: (readonly [name: string, decode: Decode])[] = [];
    const decode: Decode = (reader) => {
      const record: Record<string, unknown> = {};
      for (const [name, field] of fields) record[name] = field(reader);
      return record;
    };
    // Known before its fields are looked at, which may have it again.
    this.#records.set(type, decode);
    for (const field of type.fields) fields.push([field.name, this.of(field.type)]);
    return decode;
  }
}

function primitive(kind: Primitive, logical: string | undefined): Decode {
  switch (kind) {
    case "null":
      return () => null;
    case "boolean":
      return (reader) => reader.readByte() !== 0;
    case "int":
      return logical === "date"
        ? (reader) => new Date(reader.readInt() * dayMs)
        : (reader) => reader.readInt();
    case "long":
      return long(logical);
    case "float":
      return (reader) => reader.readFloat();
    case "double":
      return (reader) => reader.readDouble();
    case "bytes":
      return (reader) => reader.readBytes();
    case "string":
      return (reader) => reader.readString();
    default:
      return kind satisfies never;
  }
}

function long(logical: string | undefined): Decode {
  switch (logical) {
    case "timestamp-millis":
    case "local-timestamp-millis":
      return (reader) => new Date(Number(reader.readLong()));
    case "timestamp-micros":
    case "local-timestamp-micros":
      return (reader) => new Date(Number(reader.readLong() / 1000n));
    case "timestamp-nanos":
    case "local-timestamp-nanos":
      return (reader) => new Date(Number(reader.readLong() / 1_000_000n));
    default:
      return (reader) => reader.readLong();
  }
}

/** Arrays and maps come in blocks, the last of which is empty. */
function forEachInBlocks(reader: ByteReader, next: () => void): void {
  for (;;) {
    let count = reader.readInt();
    if (count === 0) return;
    if (count < 0) {
      count = -count;
      // How many bytes the block has, for those who pass it over.
      reader.readInt();
    }
    for (let i = 0; i < count; i++) next();
  }
}

function choose<T>(from: readonly T[], index: number): T {
  const chosen = from[index];
  if (chosen === undefined) throw new RangeError(`there is no branch or symbol ${index}`);
  return chosen;
}

function toDecimal(bytes: Uint8Array, scale: number): number {
  return Number(digitsOf(bytes)) / 10 ** scale;
}

function toUuid(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
