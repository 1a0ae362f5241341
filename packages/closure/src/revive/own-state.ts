import type { Encoded, OwnState } from "../serialized-value.ts";

/** Gives an object its own properties. */
export function fillState(object: object, state: OwnState, decode: (value: Encoded) => unknown): void {
  const { keys, values, properties } = state;
  if (keys && values) {
    const target = object as Record<string, unknown>;
    for (const [index, key] of keys.entries()) {
      const value = decode(values[index] ?? null);
      // An inherited setter or a read-only namesake would get in the way of an assignment.
      if (key in object)
        Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      else target[key] = value;
    }
  }
  for (const { key, value, get, set, flags } of properties ?? [])
    Object.defineProperty(object, decode(key) as string | symbol, {
      ...(value === undefined ? {} : { value: decode(value), writable: flags.includes("w") }),
      ...(get === undefined ? {} : { get: decode(get) as () => unknown }),
      ...(set === undefined ? {} : { set: decode(set) as (value: unknown) => void }),
      enumerable: flags.includes("e"),
      configurable: flags.includes("c"),
    });
}
