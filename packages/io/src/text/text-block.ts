import type { Compression } from "../compression.ts";
import type { ListedFile } from "../list-files.ts";
import type { TextEncoding } from "./delimiter.ts";

/** The lines of a file that begin from `start` up to `end`: plain data, as it goes to a worker. */
export interface TextBlock {
  readonly path: string;
  /** Bytes. */
  readonly start: number;
  readonly end: number;
  /** Of the file, when it was listed. */
  readonly size: number;
  /** Of the whole file, which is one block then. */
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
export type TextFormat = Omit<TextBlock, "path" | "start" | "end" | "size" | "compression">;

/** How a file is cut. */
interface Cut {
  /** Bytes; `Infinity` for whole files. */
  readonly blockSize: number;
  readonly compression: Compression | undefined;
  readonly format: TextFormat;
}

/** Cuts a file into blocks of about `blockSize` bytes each; one that is empty, or compressed, is one block. */
export function cutIntoBlocks(
  { path, size }: ListedFile,
  { blockSize, compression, format }: Cut,
): TextBlock[] {
  const count = compression === undefined ? Math.max(1, Math.ceil(size / blockSize)) : 1;
  // As even as can be, so that the last one is not a small rest.
  const borders = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * size) / count));
  return borders.slice(1).map((end, i) => ({ path, start: borders[i]!, end, size, compression, ...format }));
}
