/**
 * A type itself where it is taken for one of plain objects; otherwise nothing. Nothing tells an interface from a class but
 * that instances of classes have methods.
 */
export type PlainObject<T> =
  T extends Record<string, unknown>
    ? T
    : T extends object
      ? [Extract<T | T[keyof T], (...args: never[]) => unknown>] extends [never]
        ? T
        : never
      : never;

/** An object literal, as against an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
