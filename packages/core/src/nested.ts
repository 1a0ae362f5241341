import { isCollection, type Collection } from "./collection.ts";
import { isPlainObject } from "./is-plain-object.ts";

/** Every collection in a value, arrays and plain objects searched, each once, in order of appearance. */
export function collectionsIn(value: unknown): Collection[] {
  const found = new Set<Collection>();
  someNested(value, (item) => {
    if (isCollection(item)) found.add(item);
    return false;
  });
  return [...found];
}

/** Whether a test holds for something that is no primitive: arrays and plain objects are searched, in order. */
export function someNested(value: unknown, test: (item: object) => boolean): boolean {
  // Those that hold others, as a cycle takes: to note every record of a large array would take longer than all else.
  const seen = new Set<object>();
  const search = (item: object): boolean => {
    if (test(item)) return true;
    const isArray = Array.isArray(item);
    if ((!isArray && !isPlainObject(item)) || seen.has(item)) return false;
    let isNoted = false;
    for (const inner of isArray ? (item as readonly unknown[]) : Object.values(item)) {
      if ((typeof inner !== "object" || inner === null) && typeof inner !== "function") continue;
      if (!isNoted) seen.add(item);
      isNoted = true;
      if (search(inner)) return true;
    }
    return false;
  };
  return ((typeof value === "object" && value !== null) || typeof value === "function") && search(value);
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
