import { isPlainObject } from "@holdall/core";
import type { CopyElements } from "../pipeline/source/slice.ts";

/**
 * Copies elements no further than is needed of them: of plain objects that have all of these properties only those. Others
 * are copied as they are, so that what is said of a missing property is said of the whole element.
 */
export function copyProperties(keys: readonly (string | number)[]): CopyElements {
  return function (this: unknown, start, end) {
    const items = this as ArrayLike<unknown>;
    const copies: unknown[] = [];
    for (let i = start; i < end; i++) copies.push(copyElement(items[i], keys));
    return copies;
  };
}

function copyElement(element: unknown, keys: readonly (string | number)[]): unknown {
  if (!isPlainObject(element)) return element;
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    if (!Object.hasOwn(element, key)) return element;
    copy[key] = element[key];
  }
  return copy;
}
