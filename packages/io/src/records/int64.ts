import { z } from "zod";
import { unsafeIntegerError } from "../errors.ts";

/** What 64-bit integers become. */
export interface Int64Option {
  /**
   * What integers of 64 bits become: bigints, or numbers, with an error for one that no number can be. It is the type of the
   * column that tells, not how large a value is.
   * @default "bigint"
   */
  readonly int64?: "bigint" | "number" | undefined;
}

/** The schema of {@link Int64Option}. */
export const int64Schema: { readonly int64: z.ZodType<Int64Option["int64"]> } = {
  int64: z.enum(["bigint", "number"]).describe('"bigint" or "number"').optional(),
};

/** Where a value is from, for messages. */
export interface ValuePlace {
  readonly path: string;
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
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toNumbers(item, place)]));
}
