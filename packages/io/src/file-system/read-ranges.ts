import type { ListedFile } from "../list-files.ts";
import { readRemoteRange } from "../read-range.ts";
import { fileSystemOf, type MakeFileSystem } from "./file-system-of.ts";

/** Bytes of a remote file. */
export interface RemoteRange {
  readonly file: ListedFile;
  readonly start: number;
  readonly end: number;
}

// As many at a time as a service is asked.
const concurrency = 16;

/** Reads ranges of files. */
export async function readRanges(
  ranges: readonly RemoteRange[],
  given: MakeFileSystem | undefined,
): Promise<Uint8Array[]> {
  const read: Uint8Array[] = [];
  const left = ranges.entries();
  const readNext = async (): Promise<void> => {
    for (const [i, { file, ...range }] of left)
      read[i] = await readRemoteRange(fileSystemOf(file.path, given), file, range);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, ranges.length) }, readNext));
  return read;
}
