import { isCollection, type Collection } from "./collection.ts";

/** An object literal, as against an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

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

/** The same shape with each collection replaced; parts without collections, and cycles, stay the very same objects. */
export function replaceCollections(value: unknown, results: ReadonlyMap<unknown, unknown>): unknown {
  if (isCollection(value)) return results.get(value);
  if (collectionsIn(value).length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => replaceCollections(item, results));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]) => [key, replaceCollections(item, results)]),
  );
}
