import { Buffer } from "node:buffer";
import { toNumbers, type Numbers } from "@holdall/core/task";

/** What records hold under one key, or tuples in one place. */
export type Column =
  | { readonly kind: "numbers"; readonly values: Numbers }
  /** 1 where true. */
  | { readonly kind: "booleans"; readonly values: Uint8Array }
  /** All characters, one string after the other, and how many belong to each. */
  | {
      readonly kind: "strings";
      readonly encoding: "latin1" | "utf16le";
      readonly bytes: Buffer;
      readonly lengths: Uint32Array;
    }
  /** Primitives of several kinds. */
  | { readonly kind: "mixed"; readonly values: readonly unknown[] };

/** What a column is made of: records, or tuples. */
export type Records = readonly Readonly<Record<string | number, unknown>>[];

/** The column of a key or place; nothing where the values are not all primitives that can be cloned. */
export function toColumn(records: Records, key: string | number): Column | undefined {
  return toUniform(records, key) ?? toMixed(records, key);
}

/** The values of a column. */
export function fromColumn(column: Column): ArrayLike<unknown> {
  switch (column.kind) {
    case "numbers":
    case "mixed":
      return column.values;
    case "booleans":
      return fromBooleans(column.values);
    case "strings":
      return fromStrings(column);
    default:
      return column satisfies never;
  }
}

/** Whether a value is a primitive that can be cloned. */
export function isPrimitive(value: unknown): boolean {
  return typeof value === "object"
    ? value === null
    : typeof value !== "function" && typeof value !== "symbol";
}

function toUniform(records: Records, key: string | number): Column | undefined {
  switch (typeof records[0]![key]) {
    case "number":
      return toNumberColumn(records, key);
    case "string":
      return toStrings(records, key);
    case "boolean":
      return toBooleans(records, key);
    default:
      return undefined;
  }
}

function toNumberColumn(records: Records, key: string | number): Column | undefined {
  const values = toNumbers(records.length, (i) => records[i]![key]);
  return values && { kind: "numbers", values };
}

function toBooleans(records: Records, key: string | number): Column | undefined {
  const values = new Uint8Array(records.length);
  for (let i = 0; i < records.length; i++) {
    const value = records[i]![key];
    if (typeof value !== "boolean") return undefined;
    values[i] = value ? 1 : 0;
  }
  return { kind: "booleans", values };
}

function fromBooleans(values: Uint8Array): boolean[] {
  const booleans = new Array<boolean>(values.length);
  for (let i = 0; i < values.length; i++) booleans[i] = values[i] === 1;
  return booleans;
}

// A string can have some 500 million characters; no more of them are put together here.
const longestText = 2 ** 28;

function toStrings(records: Records, key: string | number): Column | undefined {
  const lengths = new Uint32Array(records.length);
  let text = "";
  for (let i = 0; i < records.length; i++) {
    const value = records[i]![key];
    if (typeof value !== "string" || text.length + value.length > longestText) return undefined;
    lengths[i] = value.length;
    text += value;
  }
  const encoding = isLatin1(text) ? "latin1" : "utf16le";
  return { kind: "strings", encoding, bytes: Buffer.from(text, encoding), lengths };
}

function isLatin1(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- all characters of one byte
  return !/[^\x00-\xff]/.test(text);
}

// Shorter substrings are copies. Longer ones would keep all of the text alive, so they are read from the bytes.
const longestCopied = 12;

function fromStrings({ encoding, bytes, lengths }: Column & { kind: "strings" }): string[] {
  const text = bytes.toString(encoding);
  const width = encoding === "latin1" ? 1 : 2;
  const strings = new Array<string>(lengths.length);
  let start = 0;
  for (let i = 0; i < lengths.length; i++) {
    const end = start + lengths[i]!;
    strings[i] =
      lengths[i]! <= longestCopied
        ? text.slice(start, end)
        : bytes.toString(encoding, width * start, width * end);
    start = end;
  }
  return strings;
}

function toMixed(records: Records, key: string | number): Column | undefined {
  const values = records.map((record) => record[key]);
  return values.every(isPrimitive) ? { kind: "mixed", values } : undefined;
}
