import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { z } from "zod";

/**
 * A group file: results that were stored together. Line of text, length and SHA-256 of the header, the header, and then
 * the bytes of the results, one after the other. It is written once and never changed.
 */
const magic = Buffer.from("holdall results 1\n");
const hashBytes = 32;
const preambleBytes = magic.length + 4 + hashBytes;

/** What is said of a stored result. */
export interface ResultRecord {
  /** Stands for all that the result depends on. */
  readonly key: string;
  /** Which task of its run it is, to find what it was before something changed. */
  readonly place: string;
  /** What the user called. */
  readonly operation: string;
  readonly partition: number;
  /** Stands for the functions that were called. */
  readonly code: string;
  /** Stands for the elements and arguments. */
  readonly data: string;
  /** When it was stored, in milliseconds since 1970. */
  readonly time: number;
  /** How many elements operations left out. */
  readonly skipped: readonly (readonly [operation: string, count: number])[];
  /** For each part of the result the lengths of its pieces in bytes. */
  readonly parts: readonly (readonly number[])[];
  /** Names of the registered classes, in the order in which the bytes count them. */
  readonly classes: readonly string[];
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** There where it is but a part of the result. */
  readonly part?: PartRecord | undefined;
}

/** Which part of its result a task had come to. */
interface PartRecord {
  /** Number of elements that were done before it, and with it. */
  readonly from: number;
  readonly upTo: number;
  /** How far the operations of the task were then. */
  readonly position: readonly number[];
}

const recordSchema: z.ZodType<ResultRecord> = z.object({
  key: z.string(),
  place: z.string(),
  operation: z.string(),
  partition: z.number(),
  code: z.string(),
  data: z.string(),
  time: z.number(),
  skipped: z.array(z.tuple([z.string(), z.number()])),
  parts: z.array(z.array(z.number()).min(1)),
  classes: z.array(z.string()),
  hash: z.string(),
  part: z.object({ from: z.number(), upTo: z.number(), position: z.array(z.number()) }).optional(),
});

const headerSchema = z.object({ records: z.array(recordSchema) });

/** A result ready to be written. */
export interface PackedResult {
  readonly record: ResultRecord;
  readonly pieces: readonly Uint8Array[];
}

/** Where the bytes of a result are. */
interface ResultPlace {
  readonly file: string;
  readonly start: number;
}

/** A record and where its result is. */
export interface LocatedResult extends ResultPlace {
  readonly record: ResultRecord;
}

/** Number of bytes of a result. */
export function sizeOfResult({ parts }: ResultRecord): number {
  return parts.flat().reduce((sum, length) => sum + length, 0);
}

/** SHA-256 over pieces of bytes. */
export function hashOf(pieces: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("base64url");
}

/** The bytes of a group file, and where in it each result begins. */
export function encodeGroup(results: readonly PackedResult[]): {
  readonly bytes: readonly Uint8Array[];
  readonly starts: readonly number[];
} {
  const header = Buffer.from(JSON.stringify({ records: results.map(({ record }) => record) }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  let at = preambleBytes + header.length;
  const starts = results.map(({ record }) => {
    const start = at;
    at += sizeOfResult(record);
    return start;
  });
  const hash = createHash("sha256").update(header).digest();
  return { bytes: [magic, length, hash, header, ...results.flatMap(({ pieces }) => pieces)], starts };
}

/** A group file that cannot be read. */
export class DamagedFileError extends Error {}

/**
 * Reads what a group file says it holds, without the results.
 * @throws DamagedFileError when it is not what was written
 */
export function readGroup(file: string): LocatedResult[] {
  return withFile(file, (fd) => {
    const preamble = readBytes(fd, 0, preambleBytes);
    if (!preamble.subarray(0, magic.length).equals(magic))
      throw new DamagedFileError("it does not begin as it should");
    const length = preamble.readUInt32LE(magic.length);
    const { size } = fstatSync(fd);
    if (preambleBytes + length > size) throw new DamagedFileError("its end is missing");
    const header = readBytes(fd, preambleBytes, length);
    const hash = createHash("sha256").update(header).digest();
    if (!hash.equals(preamble.subarray(magic.length + 4)))
      throw new DamagedFileError("its header has changed");
    const { records } = headerSchema.parse(JSON.parse(header.toString("utf8")));
    let start = preambleBytes + length;
    const located = records.map((record) => {
      const one = { record, file, start };
      start += sizeOfResult(record);
      return one;
    });
    if (start !== size) throw new DamagedFileError(start > size ? "its end is missing" : "it is too long");
    return located;
  });
}

/**
 * Reads the pieces of each part of a result.
 * @throws DamagedFileError when they are not what was written
 */
export function readResult({ file, start, record }: LocatedResult): Uint8Array[][] {
  const bytes = withFile(file, (fd) => readBytes(fd, start, sizeOfResult(record)));
  if (hashOf([bytes]) !== record.hash) throw new DamagedFileError("its bytes have changed");
  let at = 0;
  return record.parts.map((lengths) => lengths.map((length) => bytes.subarray(at, (at += length))));
}

function withFile<T>(file: string, read: (fd: number) => T): T {
  const fd = openSync(file, "r");
  try {
    return read(fd);
  } finally {
    closeSync(fd);
  }
}

function readBytes(fd: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let read = 0;
  while (read < length) {
    const count = readSync(fd, bytes, read, length - read, start + read);
    if (count === 0) throw new DamagedFileError("its end is missing");
    read += count;
  }
  return bytes;
}
