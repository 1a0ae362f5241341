/** The places that a `Map` gives to keys, in order of first appearance, and the keys. */
export function placesInMap(keys: readonly unknown[]): { places: number[]; keys: unknown[] } {
  const index = new Map<unknown, number>();
  const places = keys.map((key) => {
    if (!index.has(key)) index.set(key, index.size);
    return index.get(key)!;
  });
  return { places, keys: [...index.keys()] };
}
