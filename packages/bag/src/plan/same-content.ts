import { isPlainObject } from "@holdall/core";
import { isTypedArray } from "../pipeline/walk.ts";

// Deeper than data is nested in practice; a cycle is deeper.
const maxDepth = 100;

/**
 * Whether two values are known to hold the same, so that no function can tell them apart but by identity: primitives as
 * `Object.is` compares them, arrays, typed arrays, dates and plain objects by what they hold. Anything else only equals
 * itself, as what it hides cannot be seen. Looks no further than the first difference.
 */
export function isSameContent(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || depth > maxDepth)
    return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) || isTypedArray(a)) return isSameList(a, b as ArrayLike<unknown>, depth);
  if (a instanceof Date) return a.getTime() === (b as Date).getTime();
  if (!isPlainObject(a)) return false;
  const keys = Reflect.ownKeys(a) as string[];
  const other = b as Record<string, unknown>;
  return (
    keys.length === Reflect.ownKeys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameContent(a[key], other[key], depth + 1))
  );
}

function isSameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>, depth: number): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (!isSameContent(a[i], b[i], depth + 1)) return false;
  }
  return true;
}
