import { createHash, type Hash } from "node:crypto";
import { isPlainObject } from "./is-plain-object.ts";

/**
 * A short name for values: equal values have equal tokens, in every process and on every machine. Primitives are
 * compared by `Object.is`, arrays, plain objects (whatever the order of their keys), dates, maps,
 * sets, bigints, typed arrays and buffers by what they hold. Functions and instances of classes have an identity and
 * no value that can be seen: each has a token of its own, good for this process only.
 *
 * @returns 16 hexadecimal digits
 */
export function tokenize(...values: readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const value of values) update(hash, value, []);
  return hash.digest("hex").slice(0, 16);
}

const identities = new WeakMap<WeakKey, number>();
let lastIdentity = 0;

function identityOf(value: WeakKey): number {
  let identity = identities.get(value);
  if (identity === undefined) {
    identity = ++lastIdentity;
    identities.set(value, identity);
  }
  return identity;
}

// Every value is written with its type and, where its end is not plain, its length, so that no two can run together.
// `path` holds the objects this value is in, to tell a cycle.
function update(hash: Hash, value: unknown, path: readonly object[]): void {
  switch (typeof value) {
    case "string":
      hash.update(`s${value.length}:`).update(value, "utf16le");
      return;
    case "number":
      hash.update(Object.is(value, -0) ? "n-0;" : `n${value};`);
      return;
    case "bigint":
      hash.update(`i${value};`);
      return;
    case "boolean":
    case "undefined":
      hash.update(`${String(value)};`);
      return;
    case "symbol":
      hash.update(`y${Symbol.keyFor(value) ?? identityOf(value)};`);
      return;
    case "function":
      hash.update(`f${identityOf(value)};`);
      return;
    default:
      if (value === null) hash.update("null;");
      else updateObject(hash, value as object, path);
  }
}

function updateObject(hash: Hash, value: object, path: readonly object[]): void {
  const depth = path.indexOf(value);
  if (depth >= 0) {
    hash.update(`@${depth};`);
    return;
  }
  const inner = [...path, value];
  const updateAll = (tag: string, items: readonly unknown[]): void => {
    hash.update(`${tag}${items.length}:`);
    for (const item of items) update(hash, item, inner);
  };
  if (Array.isArray(value)) updateAll("a", value);
  else if (isPlainObject(value)) {
    updateAll(
      "o",
      Object.keys(value)
        .sort()
        .flatMap((key) => [key, value[key]]),
    );
  } else if (value instanceof Date) hash.update(`d${value.getTime()};`);
  else if (value instanceof RegExp) hash.update(`r${String(value)};`);
  else if (value instanceof Map) updateAll("m", [...value].flat());
  else if (value instanceof Set) updateAll("t", [...value]);
  else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    const bytes = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
    hash.update(`b${value.constructor.name}${bytes.length}:`).update(bytes);
  } else hash.update(`c${identityOf(value)};`);
}
