import { describeValue, InvalidArgumentError } from "@holdall/core";
import type { KeySpec } from "../pipeline/element-key.ts";
import type { UserFunction } from "../pipeline/user-call.ts";

/** The names of the properties of elements, and their indexes, by which they may have keys. */
export type KeyName<T> = keyof T & (string | number);

/** The key of an element: what a function returns for it, awaited, or one of its properties. */
export type KeyArgument<T> = ((element: T) => unknown) | KeyName<T>;

/**
 * How the key of an element is found: by a function, or by the name of a property or an index.
 * @throws InvalidArgumentError when `key` is anything else
 */
export function parseKey(key: unknown, where: string, name = "key"): KeySpec {
  if (typeof key === "function") return { kind: "call", fn: key as UserFunction };
  if (typeof key === "string" || typeof key === "number") return { kind: "property", name: key };
  throw new InvalidArgumentError(
    `${where}: Expected \`${name}\` to be a function, or the name or index of a property, got ${describeValue(key)}.`,
  );
}

/** The same where a key need not be given: without one, elements are their own keys. */
export function parseOptionalKey(key: unknown, where: string): KeySpec {
  return key === undefined ? { kind: "element" } : parseKey(key, where);
}
