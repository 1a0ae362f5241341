import { types } from "node:util";

/** Whether a value is an error, of whatever realm. Never throws, as `instanceof` does for some proxies. */
export function isError(value: unknown): value is Error {
  return types.isNativeError(value) || isInstance(value, Error);
}

/** `value instanceof constructor`, which is false for what throws when it is asked. */
export function isInstance<T extends object>(
  value: unknown,
  constructor: abstract new (...args: never[]) => T,
): value is T {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}
