import { closeSync, openSync, readSync } from "node:fs";
import { shortFileError } from "./errors.ts";
import type { ListedFile } from "./list-files.ts";

/**
 * Reads the bytes of a file from `start` up to `end`, into memory of their own.
 * @throws what the file system says, and an error when the file has become shorter
 */
export function readRange({ path, size }: ListedFile, start: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  const descriptor = openSync(path, "r");
  try {
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(descriptor, bytes, length, bytes.length - length, start + length);
      if (read === 0) throw shortFileError(path, { size, end: start + length });
      length += read;
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}
