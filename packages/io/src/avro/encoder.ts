import { notInColumnError } from "../errors.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** How values of a type are written. */
export interface Encoder {
  /** Whether a value is of the type, as far as it takes to tell the branches of a union apart. */
  readonly accepts: (value: unknown) => boolean;
  /** @throws an error that names the field when the value is not of the type */
  readonly write: (writer: ByteWriter, value: unknown, field: string) => void;
}

export function wrong(expected: string, value: unknown, field: string): TypeError {
  return notInColumnError(value, { column: field, expected, isInferred: false });
}
