import { isCollection, type Collection } from "./collection.ts";
import { isPlainObject } from "./is-plain-object.ts";

/** Every collection in a value, arrays and plain objects searched, each once, in order of appearance. */
export function collectionsIn(value: unknown): Collection[] {
  const found = new Set<Collection>();
  const seen = new Set<unknown>();
  const visit = (item: unknown): void => {
    if (isCollection(item)) found.add(item);
    else if (Array.isArray(item) || isPlainObject(item)) {
      if (seen.has(item)) return;
      seen.add(item);
      for (const inner of Object.values(item)) visit(inner);
    }
  };
  visit(value);
  return [...found];
}

/**
 * The same shape with each collection replaced. Parts without collections stay the very same objects; others become new
 * ones, of which one that stood in several places, in itself even, is one again.
 */
export function replaceCollections(value: unknown, results: ReadonlyMap<unknown, unknown>): unknown {
  const copies = new Map<unknown, unknown>();
  const replace = (item: unknown): unknown => {
    if (isCollection(item)) return results.get(item);
    if (!Array.isArray(item) && !isPlainObject(item)) return item;
    if (copies.has(item)) return copies.get(item);
    if (collectionsIn(item).length === 0) return item;
    const copy = Array.isArray(item) ? new Array<unknown>(item.length) : createLike(item);
    copies.set(item, copy);
    for (const key of Object.keys(item)) define(copy, key, replace((item as Record<string, unknown>)[key]));
    return copy;
  };
  return replace(value);
}

function createLike(item: object): object {
  return Object.create(Object.getPrototypeOf(item) as object | null) as object;
}

// To set a property called `__proto__` would set the prototype.
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
