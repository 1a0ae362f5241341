import { isPlainObject } from "@holdall/core/task";
import type { AvroField, AvroRecord, AvroType } from "./avro-schema.ts";
import { bytesOfText, decimalOf, enumOf, fixed, primitive } from "./encode-scalar.ts";
import { wrong, type Encoder } from "./encoder.ts";

/** Makes an encoder of a type, in which records may have themselves. */
export function createEncoder(type: AvroType): Encoder {
  return new Encoders().of(type);
}

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
      accepts: (value) => isPlainObject(value) && fields.every(([name, { accepts }]) => accepts(value[name])),
      write(writer, value, at) {
        if (!isPlainObject(value)) throw wrong("an object", value, at);
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
    accepts: isPlainObject,
    write(writer, value, at) {
      if (!isPlainObject(value)) throw wrong("an object", value, at);
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
