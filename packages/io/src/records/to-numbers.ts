import { unsafeIntegerError } from "../errors.ts";

/** Where a value is from, for messages. */
export interface ValuePlace {
  readonly path: string;
  /** Of the value; none where it is the whole element. */
  readonly column: string;
}

/** A value in which bigints have become numbers. @throws an error that names file and column when one cannot */
export function toNumbers(value: unknown, place: ValuePlace): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw unsafeIntegerError(place.path, place.column, value);
    return number;
  }
  if (Array.isArray(value)) return value.map((item) => toNumbers(item, place));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const { path, column } = place;
  const before = column === "" ? "" : `${column}.`;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, toNumbers(item, { path, column: before + key })]),
  );
}
