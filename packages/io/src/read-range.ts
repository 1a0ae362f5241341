import { closeSync, openSync, readSync } from "node:fs";
import { shortFileError, unreadableError } from "./errors.ts";
import type { FileSystem } from "./file-system/file-system.ts";
import type { ListedFile } from "./list-files.ts";

/** A place in an open file, which ends there or later, or has become shorter. */
interface Place {
  readonly path: string;
  readonly size: number;
  readonly at: number;
}

/**
 * Reads bytes of an open file, as many as come at once, and at least one.
 * @throws an error that names the file and the place
 */
export function readSome(descriptor: number, into: Uint8Array, { path, size, at }: Place): number {
  let length: number;
  try {
    length = readSync(descriptor, into, 0, into.length, at);
  } catch (error) {
    throw unreadableError(path, at, error);
  }
  if (length === 0) throw shortFileError(path, { size, end: at });
  return length;
}

/**
 * Reads the bytes of a local file from `start` up to `end`, into memory of their own.
 * @throws what the file system says, and an error when the file has become shorter
 */
export function readLocalRange(
  { path, size }: ListedFile,
  start: number,
  end: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  const descriptor = openSync(path, "r");
  try {
    let length = 0;
    while (length < bytes.length)
      length += readSome(descriptor, bytes.subarray(length), { path, size, at: start + length });
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

/** Where bytes are in a file. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A remote file, as it was when it was listed. */
type RemoteFile = Pick<ListedFile, "path" | "size" | "version">;

/** Reads the bytes of a remote file, into memory of their own. */
export async function readRemoteRange(
  files: Pick<FileSystem, "read">,
  file: RemoteFile,
  range: Range,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces = readRemotePieces(files, file, range);
  // Where nobody knows how long it is.
  if (range.end === Infinity) return joinPieces(pieces);
  const bytes = new Uint8Array(range.end - range.start);
  let length = 0;
  for await (const piece of pieces) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes;
}

/**
 * The bytes of a remote file as they come: all of them, and no more, whatever its file system gives.
 * @throws an error when they are fewer
 */
export async function* readRemotePieces(
  files: Pick<FileSystem, "read">,
  { path, size, version }: RemoteFile,
  { start, end }: Range,
): AsyncGenerator<Uint8Array> {
  if (start === end) return;
  let at = start;
  for await (const piece of files.read(path, { start, end, version })) {
    const own = piece.length > end - at ? piece.subarray(0, end - at) : piece;
    at += own.length;
    yield own;
    if (at >= end) return;
  }
  if (end !== Infinity) throw shortFileError(path, { size, end: at });
}

async function joinPieces(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  const bytes = new Uint8Array(all.reduce((length, piece) => length + piece.length, 0));
  let length = 0;
  for (const piece of all) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes;
}
