import { z } from "zod";

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
export const int64Shape: { readonly int64: z.ZodType<Int64Option["int64"]> } = {
  int64: z.enum(["bigint", "number"]).describe('"bigint" or "number"').optional(),
};
