import { encodingOf, isPlainObject } from "@holdall/core/task";
import { deepKeyError, notKeyError } from "../errors.ts";
import type { Column } from "./column.ts";
import { Group } from "./groups/group.ts";
import { NumberKeys } from "./number-keys.ts";
import { isShort, StringKeys } from "./string-keys.ts";

/**
 * Gives keys that are equal by value the same number, from 0 up in order of first appearance. Primitives are equal as
 * in a `Map`; arrays, plain objects and dates when they hold the same, and instances of registered classes when their
 * encodings are equal.
 */
export class KeyIndex {
  /** There as long as all keys are numbers. */
  #numbers: NumberKeys | undefined = new NumberKeys();
  /** There as long as all keys are short strings. */
  #strings: StringKeys | undefined;
  /** The numbers of primitives, once there are others. */
  readonly #primitives = new Map<unknown, number>();
  #structures: Map<string, number> | undefined;
  #keys: unknown[] = [];

  /** How many keys there are. */
  get size(): number {
    return this.#numbers?.size ?? this.#strings?.size ?? this.#keys.length;
  }

  /** The keys by their number, each as it first appeared, but for -0, as in a `Map`. */
  get keys(): Column {
    return this.#numbers?.keys ?? this.#strings?.keys ?? this.#keys;
  }

  /** The number of a key; nothing for one that has not been added. @throws TypeError for what can be no key */
  find(key: unknown): number | undefined {
    if (!isPrimitive(key)) {
      const code = encodeKey(key);
      return this.#structures?.get(code);
    }
    if (this.#strings !== undefined) return typeof key === "string" ? this.#strings.find(key) : undefined;
    if (this.#numbers === undefined) return this.#primitives.get(key);
    return typeof key === "number" ? this.#numbers.find(key) : undefined;
  }

  /** The number of a key, which is the next one if it is new. @throws TypeError for what can be no key */
  add(key: unknown): number {
    if (typeof key === "string" && this.#strings !== undefined && isShort(key)) return this.#strings.add(key);
    if (typeof key === "number" && this.#numbers !== undefined) return this.#numbers.add(key);
    return isPrimitive(key) ? this.#addPrimitive(key) : this.#addStructure(key);
  }

  #addPrimitive(key: unknown): number {
    if (typeof key === "string" && isShort(key) && this.#numbers?.size === 0) {
      this.#numbers = undefined;
      this.#strings = new StringKeys();
      return this.#strings.add(key);
    }
    this.#mix();
    const known = this.#primitives.get(key);
    if (known !== undefined) return known;
    this.#primitives.set(key, this.#keys.length);
    return this.#keys.push(key === 0 ? 0 : key) - 1;
  }

  #addStructure(key: unknown): number {
    const code = encodeKey(key);
    this.#mix();
    this.#structures ??= new Map();
    const known = this.#structures.get(code);
    if (known !== undefined) return known;
    this.#structures.set(code, this.#keys.length);
    return this.#keys.push(key) - 1;
  }

  /** Makes ready for keys of all kinds. */
  #mix(): void {
    const same = this.#numbers ?? this.#strings;
    if (same === undefined) return;
    this.#keys = Array.from<unknown>(same.keys);
    this.#keys.forEach((key, place) => this.#primitives.set(key, place));
    this.#numbers = undefined;
    this.#strings = undefined;
  }
}

/**
 * A hash of a key: the same for equal keys, on every machine and in every version, as partitions depend on it.
 * @returns a whole number below 2³²
 * @throws TypeError for what can be no key
 */
export function hashKey(key: unknown): number {
  if (typeof key === "number") return hashNumber(key);
  return hashText(typeof key === "string" ? key : encodeKey(key));
}

/** @throws TypeError for what can be no key */
export function assertKey(key: unknown): void {
  if (!isPrimitive(key)) encodeKey(key);
}

/** A text that is the same for equal keys, and for no others. @throws TypeError for what can be no key */
export function encodeKey(key: unknown): string {
  return encodePart(key, key, 0);
}

/** Whether a value is a primitive that can be cloned. */
export function isPrimitive(key: unknown): boolean {
  switch (typeof key) {
    case "object":
      return key === null;
    case "function":
    case "symbol":
      return false;
    default:
      return true;
  }
}

// Deeper than keys are nested in practice; a cycle is deeper.
const maxDepth = 100;

// No part begins like one of another type; strings say where they end, and no other part holds a comma of its own.
function encodePart(part: unknown, key: unknown, depth: number): string {
  switch (typeof part) {
    case "string":
      return `s${part.length}:${part}`;
    case "number":
      return `n${part}`; // which is "n0" for -0 too
    case "bigint":
      return `i${part}`;
    case "boolean":
    case "undefined":
      return String(part);
    case "object":
      return part === null ? "null" : encodeStructure(part, key, depth);
    default:
      throw notKeyError(part, key);
  }
}

function encodeStructure(part: object, key: unknown, depth: number): string {
  if (depth === maxDepth) throw deepKeyError(maxDepth, key);
  if (Array.isArray(part)) {
    let items = "";
    for (let i = 0; i < part.length; i++)
      items += (i in part ? encodePart(part[i], key, depth + 1) : "-") + ",";
    return `[${items}]`;
  }
  if (part instanceof Date) return `d${part.getTime()}`;
  if (!isPlainObject(part)) return encodeInstance(part, key, depth);
  let properties = "";
  for (const name of Object.keys(part).sort())
    properties += `${name.length}:${name}${encodePart(part[name], key, depth + 1)},`;
  return `{${properties}}`;
}

function encodeInstance(part: object, key: unknown, depth: number): string {
  if (part instanceof Group) return encodeStructure([...part], key, depth);
  const encoding = encodingOf(part);
  if (encoding === undefined) throw notKeyError(part, key);
  return `c${encoding.name.length}:${encoding.name}${encodePart(encoding.data, key, depth + 1)}`;
}

const scratch = new DataView(new ArrayBuffer(8));

function hashNumber(key: number): number {
  const integer = key | 0;
  if (integer === key) return mix(integer);
  if (Number.isNaN(key)) return mix(0x7ff80000); // one of its many forms
  scratch.setFloat64(0, key);
  return mix(scratch.getUint32(0) ^ Math.imul(scratch.getUint32(4), 0x9e3779b1));
}

// FNV-1a, of code units.
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

// The end of MurmurHash3: each bit of the result depends on all bits.
function mix(bits: number): number {
  let hash = bits ^ (bits >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
