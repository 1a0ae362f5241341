import { describeValue } from "@holdall/core/task";

/** A schema as Avro writes it in JSON: the name of a type, an object, or an array of the branches of a union. */
export type AvroSchema =
  string | { readonly [key: string]: unknown; readonly type: unknown } | readonly AvroSchema[];

/** A type of a schema, in which names have been looked up. */
export type AvroType =
  | { readonly kind: Primitive; readonly logical: string | undefined }
  | {
      readonly kind: "fixed";
      readonly size: number;
      readonly logical: string | undefined;
      /** Of one that is a decimal. */
      readonly digits: AvroDigits;
    }
  | { readonly kind: "decimal"; readonly digits: AvroDigits }
  | { readonly kind: "enum"; readonly symbols: readonly string[] }
  | { readonly kind: "array"; readonly items: AvroType }
  | { readonly kind: "map"; readonly values: AvroType }
  | { readonly kind: "union"; readonly branches: readonly AvroType[] }
  | AvroRecord;

/** How many digits a decimal has at most, and how many of them behind the point. */
export interface AvroDigits {
  readonly precision: number;
  readonly scale: number;
}

/** A record, which may have itself in its fields. */
export interface AvroRecord {
  readonly kind: "record";
  readonly name: string;
  readonly fields: readonly AvroField[];
}

/** A field of a record. */
export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
  readonly hasDefault: boolean;
  /** As JSON has it. */
  readonly default: unknown;
}

const primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"] as const;

/** A type that has no parts. */
export type Primitive = (typeof primitives)[number];

/** @throws an error that names the part of the schema that is none */
export function parseAvroSchema(schema: unknown): AvroType {
  return new Parser().parse(schema, { at: "schema", namespace: "" });
}

interface Place {
  /** Where in the schema it is, for messages. */
  readonly at: string;
  readonly namespace: string;
}

class Parser {
  readonly #named = new Map<string, AvroType>();

  parse(schema: unknown, place: Place): AvroType {
    if (typeof schema === "string") return this.#find(schema, place);
    if (Array.isArray(schema)) {
      if (schema.length === 0) throw wrong(place, "to have a branch", schema);
      const branches = schema.map((branch, i) => this.parse(branch, { ...place, at: `${place.at}[${i}]` }));
      return { kind: "union", branches };
    }
    if (typeof schema !== "object" || schema === null) {
      throw wrong(place, "to be a name, an object with a type, or an array of these", schema);
    }
    return this.#parseObject(schema as Record<string, unknown>, place);
  }

  #find(name: string, place: Place): AvroType {
    const primitive = primitives.find((one) => one === name);
    if (primitive !== undefined) return { kind: primitive, logical: undefined };
    const known = this.#named.get(qualify(name, place.namespace)) ?? this.#named.get(name);
    if (known === undefined) throw wrong(place, "to be a type that there is", name);
    return known;
  }

  #parseObject(schema: Record<string, unknown>, place: Place): AvroType {
    const { type, logicalType } = schema;
    const logical = typeof logicalType === "string" ? logicalType : undefined;
    switch (type) {
      case "array":
        return { kind: "array", items: this.parse(schema["items"], { ...place, at: `${place.at}.items` }) };
      case "map":
        return { kind: "map", values: this.parse(schema["values"], { ...place, at: `${place.at}.values` }) };
      case "enum": {
        const { symbols } = schema;
        if (!isNames(symbols)) throw wrong(place, "to have an array of `symbols`", symbols);
        return this.#name(schema, place, { kind: "enum", symbols });
      }
      case "fixed": {
        const { size } = schema;
        if (!Number.isSafeInteger(size) || (size as number) < 0) throw wrong(place, "to have a `size`", size);
        const digits = logical === "decimal" ? digitsOf(schema, place) : noDigits;
        return this.#name(schema, place, { kind: "fixed", size: size as number, logical, digits });
      }
      case "record":
      case "error":
        return this.#parseRecord(schema, place);
      case "bytes":
        if (logical === "decimal") return { kind: "decimal", digits: digitsOf(schema, place) };
        return { kind: "bytes", logical };
      default: {
        const found = this.parse(type, { ...place, at: `${place.at}.type` });
        return logical !== undefined && "logical" in found ? { ...found, logical } : found;
      }
    }
  }

  #parseRecord(schema: Record<string, unknown>, place: Place): AvroType {
    const given = schema["fields"];
    if (!Array.isArray(given)) throw wrong(place, "to have an array of `fields`", given);
    const fields: AvroField[] = [];
    const record: AvroRecord = { kind: "record", name: String(schema["name"]), fields };
    this.#name(schema, place, record);
    const namespace = namespaceOf(schema, place);
    for (const [i, field] of given.entries()) {
      const at = `${place.at}.fields[${i}]`;
      const { name, type, ...more } = (field ?? {}) as Record<string, unknown>;
      if (typeof name !== "string" || !isName(name)) throw wrong({ ...place, at }, "to have a `name`", name);
      if (fields.some((other) => other.name === name))
        throw wrong({ ...place, at }, "to have a name of its own", name);
      const parsed = this.parse(type, { at: `${at}.type`, namespace });
      fields.push({
        name,
        type: parsed,
        hasDefault: Object.hasOwn(more, "default"),
        default: more["default"],
      });
    }
    return record;
  }

  #name(schema: Record<string, unknown>, place: Place, type: AvroType): AvroType {
    const { name } = schema;
    if (typeof name !== "string" || !name.split(".").every(isName))
      throw wrong(place, "to have a `name`", name);
    const full = qualify(name, namespaceOf(schema, place));
    if (this.#named.has(full)) throw wrong(place, "to have a name of its own", name);
    this.#named.set(full, type);
    return type;
  }
}

const noDigits: AvroDigits = { precision: 0, scale: 0 };

function digitsOf({ scale = 0, precision }: Record<string, unknown>, place: Place): AvroDigits {
  if (!isWhole(scale, 0) || !isWhole(precision, 1))
    throw wrong(place, "to have a `precision` from 1 and a `scale` from 0 up", { precision, scale });
  return { precision, scale };
}

function isWhole(value: unknown, min: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min;
}

function namespaceOf({ name, namespace }: Record<string, unknown>, place: Place): string {
  if (typeof name === "string" && name.includes(".")) return name.slice(0, name.lastIndexOf("."));
  return typeof namespace === "string" ? namespace : place.namespace;
}

function qualify(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

/** Whether a field may be called so. */
export function isName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && name !== "__proto__";
}

function isNames(names: unknown): names is string[] {
  return Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string");
}

function wrong({ at }: Place, expected: string, got: unknown): Error {
  return new Error(`Expected \`${at}\` ${expected}, got ${describeValue(got)}`);
}
