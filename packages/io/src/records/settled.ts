import { RecordError } from "../errors.ts";

/** What is wrong with a record. */
export type RecordFailure = ConstructorParameters<typeof RecordError>[0] & {
  /** The record as it was read. */
  readonly given: unknown;
};

/**
 * What became of a record, for the function behind the reader that lets it be skipped or replaced: plain data, as that may
 * be called on another worker when plans are not optimised.
 */
export type Settled = { readonly value: unknown } | { readonly failure: RecordFailure };

/** @throws RecordError for a record that is bad */
export function openSettled(settled: Settled): unknown {
  if ("failure" in settled) throw new RecordError(settled.failure);
  return settled.value;
}
