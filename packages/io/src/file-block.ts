import { InvalidArgumentError } from "@holdall/core/task";
import type { ListedFile } from "./list-files.ts";

/** A part of a file: plain data, as it goes to a worker. */
export interface FileBlock extends ListedFile {
  /** Bytes. */
  readonly start: number;
  readonly end: number;
}

/** Cuts a file into as even parts as can be, of about `blockSize` bytes each. */
export function cutFile(file: ListedFile, blockSize: number): FileBlock[] {
  const count = Math.max(1, Math.ceil(file.size / blockSize));
  // So that the last one is not a small rest.
  const borders = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * file.size) / count));
  return borders.slice(1).map((end, i) => ({ ...file, start: borders[i]!, end }));
}

/** @throws InvalidArgumentError when a file cannot be read but from its beginning to its end */
export function assertRanges(files: ListedFile[], where: string): ListedFile[] {
  const whole = files.find(({ size }) => size === Infinity);
  if (whole === undefined) return files;
  throw new InvalidArgumentError(
    `${where}: Expected files that can be read in ranges, which ${JSON.stringify(whole.path)} cannot: its server does not have them, or does not say how long it is. Copy it to the disk first.`,
  );
}
