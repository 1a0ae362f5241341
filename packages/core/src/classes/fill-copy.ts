/**
 * Fills a copy of an object that holds others: what is in a map, in a set, or in the properties of an array or another object.
 * @param copy - an empty one
 * @param copyOf - makes what is in the copy of what is in the object
 */
export function fillCopy<T extends object>(copy: T, object: object, copyOf: (item: unknown) => unknown): T {
  if (copy instanceof Map) {
    for (const [key, value] of Map.prototype.entries.call(object)) copy.set(copyOf(key), copyOf(value));
  } else if (copy instanceof Set) {
    for (const value of Set.prototype.values.call(object)) copy.add(copyOf(value));
  } else {
    for (const key of Object.keys(object)) {
      const value = copyOf((object as Readonly<Record<string, unknown>>)[key]);
      // To set this property would set the prototype.
      if (key !== "__proto__") (copy as Record<string, unknown>)[key] = value;
      else Object.defineProperty(copy, key, { value, writable: true, enumerable: true, configurable: true });
    }
  }
  return copy;
}
