import { inspect } from "node:util";

/**
 * Whether a long array or typed array has nothing but its elements. To list its keys would make a string of each index;
 * Node's `inspect` sees the other keys without that.
 */
export function isBareList(list: object & { readonly length?: number }): boolean {
  if ((list.length ?? 0) < 100 || !Object.isExtensible(list)) return false;
  const text = inspect(list, { maxArrayLength: 0, depth: 0, customInspect: false, breakLength: Infinity });
  return /\[ \.\.\. \d+ more items? \]$/.test(text);
}
