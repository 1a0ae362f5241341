import type { Compression } from "../compression.ts";
import type { ListedFile } from "../list-files.ts";
import type { TextEncoding } from "./delimiter.ts";

/**
 * The lines of a file that begin from `start` up to `end`, or in what was compressed to the members that do: plain data, as it
 * goes to a worker.
 */
export interface TextBlock {
  readonly path: string;
  /** Bytes: of a compressed file, of what is compressed. */
  readonly start: number;
  readonly end: number;
  /** Of the file, when it was listed; `Infinity` where that is not known, and the file is one block. */
  readonly size: number;
  /** Whether the file is read by a {@link FileSystem}, rather than from the disk. */
  readonly isRemote: boolean;
  /** Of a remote file, when it was listed. */
  readonly version: string | undefined;
  /** Of the whole file. */
  readonly compression: Compression | undefined;
  /** What ends a line; a newline, with or without a carriage return before it, where it is not there. */
  readonly delimiter: string | undefined;
  readonly encoding: TextEncoding;
  /** Whether bytes that are no text are an error, rather than become U+FFFD. */
  readonly isStrict: boolean;
  readonly keepEnds: boolean;
  readonly includePath: boolean;
}

/** What all blocks of a bag have in common. */
export type TextFormat = Omit<
  TextBlock,
  "path" | "start" | "end" | "size" | "isRemote" | "version" | "compression"
>;

/** How a file is cut. */
interface Cut {
  /** Bytes; `Infinity` for what is not cut. */
  readonly blockSize: number;
  readonly compression: Compression | undefined;
  readonly format: TextFormat;
}

/** Cuts a file into blocks of about `blockSize` bytes each; one that is empty, or of unknown size, is one block. */
export function cutIntoBlocks(
  { path, size, isRemote, version }: ListedFile,
  { blockSize, compression, format }: Cut,
): TextBlock[] {
  const file = { path, size, isRemote, version: isRemote ? version : undefined, compression, ...format };
  if (size === Infinity) return [{ start: 0, end: size, ...file }];
  const count = Math.max(1, Math.ceil(size / blockSize));
  // As even as can be, so that the last one is not a small rest.
  const borders = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * size) / count));
  return borders.slice(1).map((end, i) => ({ start: borders[i]!, end, ...file }));
}

/** Whether it can be told by single bytes where elements end, and they are the lines without anything else. */
export function isTallied({ encoding, delimiter = "\n", keepEnds, includePath }: TextFormat): boolean {
  return encoding !== "utf16le" && /^[\0-\x7f]$/.test(delimiter) && !keepEnds && !includePath;
}

/**
 * The byte from which the records of a block are counted: the first one of the file, or of the block where what is before
 * would have to be sent or decompressed once more.
 */
export function countedFrom({ start, isRemote, compression }: TextBlock): number {
  return isRemote || compression !== undefined ? start : 0;
}
