import { STATUS_CODES } from "node:http";
import { describeValue, HoldallError } from "@holdall/core/task";

/** Errors about files, thrown while a task runs; the TaskError around them names operation and partition. */

export function shortFileError(
  path: string,
  { size, end }: { readonly size: number; readonly end: number },
): Error {
  return new Error(
    `The file ${JSON.stringify(path)} has become shorter: it had ${size} bytes when the bag was made, and now ends at byte ${end}.`,
  );
}

/** Of what the system says, which names no file. @param offset - up to where it was read */
export function unreadableError(path: string, offset: number, cause: unknown): Error {
  return new Error(
    `The file ${JSON.stringify(path)} could not be read from byte ${offset} on: ${(cause as Error).message}.`,
    { cause },
  );
}

export function changedFileError(path: string): Error {
  return new Error(
    `The file ${JSON.stringify(path)} has changed since the bag was made. What was read of it before and what would be read now do not belong together.`,
  );
}

export function notThereError(path: string): Error {
  return new Error(`The file ${JSON.stringify(path)} is not there any more.`);
}

/** @param offset - up to where it was read */
export function interruptedError(
  path: string,
  { offset, retries, cause }: { readonly offset: number; readonly retries: number; readonly cause: unknown },
): Error {
  const times = retries === 1 ? "once" : `${retries} times`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `The file ${JSON.stringify(path)} could not be read from byte ${offset} on, tried again ${times}: ${reason.replace(/\.$/, "")}.`,
    { cause },
  );
}

/** @param asked - what it was asked for, where it answered something else */
export function httpStatusError(
  url: string,
  { status, statusText }: { readonly status: number; readonly statusText: string },
  asked = "",
): Error {
  const answer = [status, statusText, asked].filter(Boolean).join(" ");
  return new Error(`The file ${JSON.stringify(url)} could not be read: the server answered ${answer}.`);
}

/** @param status - of the answer, where there was one */
export function s3Error(path: string, error: Error, status: number | undefined): Error {
  // Some say what it is by their name alone.
  const message = error.message === error.name ? "" : error.message;
  // An answer without a body, as to HEAD, has no more than its status.
  const isTold = message !== "UnknownError" || status === undefined;
  const reason = isTold
    ? [error.name, message].filter(Boolean).join(": ").replace(/\.$/, "")
    : `the service answered ${`${status} ${STATUS_CODES[status] ?? ""}`.trim()}, and not why`;
  return new Error(`S3 has failed for the file ${JSON.stringify(path)}: ${reason}.`, { cause: error });
}

export function endlessListError(prefix: string): Error {
  return new Error(
    `The files of ${JSON.stringify(prefix)} could not be listed: the service says that there are more, but not where they go on.`,
  );
}

export function noSdkError(cause: unknown): Error {
  const isMissing = (cause as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
  if (!isMissing) return cause as Error;
  return new Error(
    "Files of s3:// need the package @aws-sdk/client-s3, which is not there. Install it beside holdall: npm install @aws-sdk/client-s3.",
    { cause },
  );
}

/** @param from - where in the file is what was compressed of which bytes are counted */
export function notTextError(
  path: string,
  { encoding, from, offset }: { readonly encoding: string; readonly from: number; readonly offset: number },
): Error {
  const part = from === 0 ? "" : ` of what is compressed behind byte ${from}`;
  return new Error(
    `The file ${JSON.stringify(path)} is not in ${encoding}: the line that begins at byte ${offset}${part} has bytes that are no text. Name its \`encoding\`, or have such bytes replaced with \`errors: "replace"\`.`,
  );
}

export function notWrittenError(path: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The file ${JSON.stringify(path)} could not be written: ${reason}`, { cause });
}

export function notWritableError(): Error {
  return new Error("its file system can only read");
}

export function notLatin1Error(text: string): TypeError {
  return new TypeError(
    `Expected text whose characters are all in latin1, got ${describeValue(text)}. Write it in another \`encoding\`.`,
  );
}

export function notStringError(element: unknown): TypeError {
  return new TypeError(
    `Expected the elements to be strings, got ${describeValue(element)}. Make them strings with \`map\`, or write them with \`toJsonLines\`.`,
  );
}

export function notJsonError(element: unknown): TypeError {
  return new TypeError(`Expected the elements to be values that JSON has, got ${describeValue(element)}.`);
}

export function notFieldError(column: string, value: unknown): TypeError {
  return new TypeError(
    `Expected a string, number, bigint, boolean, valid date, null or undefined in column ${column}, got ${describeValue(value)}.`,
  );
}

export function notRecordError(element: unknown): TypeError {
  return new TypeError(
    `Expected the elements to be objects or arrays of fields, got ${describeValue(element)}.`,
  );
}

export function unequalRecordsError(expected: string, got: string): TypeError {
  return new TypeError(
    `Expected all elements of the partition to be ${expected}, as the first one, got ${got}. Name the \`columns\` that are written.`,
  );
}

/**
 * @param from - where the bytes begin that were decompressed, in the file
 * @param offset - how many bytes they gave
 */
export function corruptFileError(
  path: string,
  {
    compression,
    from,
    offset,
    cause,
  }: {
    readonly compression: string;
    readonly from: number;
    readonly offset: number;
    readonly cause: unknown;
  },
): Error {
  const place = from === 0 ? "" : ` from byte ${from} on`;
  return new Error(
    `The file ${JSON.stringify(path)} is not whole, or not compressed by ${compression}: after ${offset} bytes of what was compressed${place}, ${(cause as Error).message}.`,
    { cause },
  );
}

/** @param at - a byte of the file */
export function notMemberError(path: string, compression: string, at: number): Error {
  // Its members can be found only where all of them are as those of bgzip; other programs need not find them.
  const advice = compression === "gzip" ? " If other programs can read it, say `blockSize: false`." : "";
  return new Error(
    `The file ${JSON.stringify(path)} is not whole, or not compressed by ${compression} up to its end: what begins at byte ${at} is damaged, cut off, or something else.${advice}`,
  );
}

/** @param cause - what the library that reads the format says */
export function notReadError(path: string, format: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `The file ${JSON.stringify(path)} could not be read as ${format}: ${reason.replace(/\.$/, "")}. It may have been cut off, or be of another kind.`,
    { cause },
  );
}

export function unsafeIntegerError(path: string, column: string, value: bigint): RangeError {
  return new RangeError(
    `The file ${JSON.stringify(path)} has ${value} in column ${JSON.stringify(column)}, which no number can be. Read it with \`int64: "bigint"\`.`,
  );
}

export function notRecordOfColumnsError(element: unknown): TypeError {
  return new TypeError(`Expected the elements to be objects, got ${describeValue(element)}.`);
}

/** @param isInferred - whether what the column has was told by elements before */
export function notInColumnError(
  value: unknown,
  {
    column,
    expected,
    isInferred,
  }: { readonly column: string; readonly expected: string; readonly isInferred: boolean },
): TypeError {
  const advice = isInferred ? " Say in `schema` what its values are." : "";
  return new TypeError(
    `Expected ${expected} in column ${JSON.stringify(column)}, got ${describeValue(value)}.${advice}`,
  );
}

export function otherColumnError(column: string, columns: readonly string[]): TypeError {
  return new TypeError(
    `Expected no other columns than ${columns.join(", ")}, as the elements before have, got ${JSON.stringify(column)}. Name all columns in \`schema\`.`,
  );
}

/** @param wrong - what is the matter with the names of its columns */
export function wrongNamesError(path: string, wrong: string): Error {
  return new Error(`The file ${JSON.stringify(path)} cannot be read, as ${wrong}.`);
}

export function columnNameError(column: string): TypeError {
  return new TypeError(
    `Expected names that columns can have, got ${JSON.stringify(column)}, by which objects have their prototype.`,
  );
}

export function noColumnsError(): TypeError {
  return new TypeError(
    "Expected a key in at least one of the elements, got none: rows without columns are not kept. Say in `schema` what the columns are.",
  );
}

export function notAvroNameError(column: string): TypeError {
  return new TypeError(
    `Expected names that fields of Avro can have, of letters, digits and underscores, the first one no digit, got ${JSON.stringify(column)}. Give it another name with \`map\`.`,
  );
}

export function mixedColumnError(column: string, type: string, value: unknown): TypeError {
  return new TypeError(
    `Expected the values of column ${JSON.stringify(column)} to be of one type, which is ${type} in the elements before, got ${describeValue(value)}. Make them of one type, or say in \`schema\` what they are.`,
  );
}

export function notStorableError(column: string, value: unknown): TypeError {
  return new TypeError(
    `Expected a string, number, bigint, boolean, date, Uint8Array, array, plain object, null or undefined in column ${JSON.stringify(column)}, got ${describeValue(value)}.`,
  );
}

export function unknownFieldsError(column: string): TypeError {
  return new TypeError(
    `Expected the objects in column ${JSON.stringify(column)} to have fields, got none in any element. Say in \`schema\` what they are.`,
  );
}

/** A record of a file that is not what it should be: no JSON, fields too many, or not as its schema says. */
export class RecordError extends HoldallError {
  /** Of the file. */
  readonly path: string;
  /**
   * Which line or record it is, counted from 1: of the file, or of those that begin behind the byte `from` in one that is
   * read in blocks and is remote or compressed. The header of a CSV file is 0.
   */
  readonly number: number;
  /** From which byte of the file on records are counted: 0 for all but such files. */
  readonly from: number;
  /** What is wrong. */
  readonly reason: string;

  constructor({
    path,
    from,
    unit,
    number,
    reason,
    preview,
  }: {
    readonly path: string;
    readonly from: number;
    /** What the number counts. */
    readonly unit: "line" | "record";
    readonly number: number;
    readonly reason: string;
    /** The record, or how it begins. */
    readonly preview: string;
  }) {
    const counted = from === 0 ? "" : ` of those that begin behind byte ${from}`;
    const which = number === 0 ? "header" : `${unit}, number ${number}${counted}`;
    super(
      "HOLDALL_BAD_RECORD",
      `The file ${JSON.stringify(path)} has a bad ${which}: ${reason.replace(/\.$/, "")}. It is ${preview}.`,
    );
    this.path = path;
    this.from = from;
    this.number = number;
    this.reason = reason;
  }

  static {
    this.prototype.name = "RecordError";
  }
}
