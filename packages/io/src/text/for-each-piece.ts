import { fileSystemOf, withSignal, type MakeFileSystem } from "../file-system/file-system-of.ts";
import { decodeText, type BytesPlace } from "./decode-text.ts";
import { readPieces, readWholeLines } from "./read-pieces.ts";
import { streamWholeLines } from "./stream-lines.ts";
import type { TextBlock } from "./text-block.ts";

/** Makes elements of the pieces of a block, which come in their order. */
export interface PieceReader<T, P = string> {
  /** @param piece - whole lines: bytes are there until it returns */
  read(piece: P): T[];
  /** What it kept back of the pieces before, once there are no more. */
  end?(): T[];
}

/** How blocks are read. */
export interface PieceReading<T, H = undefined, P = string> {
  /** Makes a piece of whole lines. */
  readonly decode: (bytes: Buffer, place: BytesPlace) => P;
  /** @param head - what `readHead` made of the beginning of the file, for blocks of files that are compressed or remote, but the first */
  readonly open: (block: TextBlock, head: H | undefined) => PieceReader<T, P>;
  /** Reads what has to be known of the beginning of a file, where that cannot be done at once. */
  readonly readHead?:
    ((pieces: AsyncIterable<string>, block: TextBlock) => Promise<H | undefined>) | undefined;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
  /** On which what is waited for ends. */
  readonly signal: AbortSignal;
}

/** Reads blocks, and makes elements of them in portions: at once, unless there are files that are compressed or remote. */
export function forEachPiece<T, H, P>(
  blocks: readonly TextBlock[],
  reading: PieceReading<T, H, P>,
): Iterable<T[]> | AsyncIterable<T[]> {
  return blocks.some(isStreamed) ? forEachStreamed(blocks, reading) : forEachPlain(blocks, reading);
}

function* forEachPlain<T, H, P>(
  blocks: readonly TextBlock[],
  { open, decode }: PieceReading<T, H, P>,
): Generator<T[]> {
  for (const block of blocks) {
    const reader = open(block, undefined);
    for (const piece of readPieces(block, decode)) yield reader.read(piece);
    if (reader.end) yield reader.end();
  }
}

async function* forEachStreamed<T, H, P>(
  blocks: readonly TextBlock[],
  { open, readHead, decode, ...reading }: PieceReading<T, H, P>,
): AsyncGenerator<T[]> {
  for (const block of blocks) {
    const head =
      isStreamed(block) && block.start > 0
        ? await readHead?.(streamLinesOf(headOf(block), reading, decodeText), block)
        : undefined;
    const reader = open(block, head);
    for await (const piece of wholeLinesOf(block, reading, decode)) yield reader.read(piece);
    if (reader.end) yield reader.end();
  }
}

/** Whether a block cannot be read at once. */
export function isStreamed({ isRemote, compression }: TextBlock): boolean {
  return isRemote || compression !== undefined;
}

/** Where files are. */
type FileReading = Pick<PieceReading<never>, "fileSystem" | "signal">;

/** Makes something of the lines that begin in a block, as `readWholeLines` does it: at once where it can be. */
export function wholeLinesOf<T>(
  block: TextBlock,
  reading: FileReading,
  make: (bytes: Buffer, place: BytesPlace) => T,
): Iterable<T> | AsyncIterable<T> {
  return isStreamed(block) ? streamLinesOf(block, reading, make) : readWholeLines(block, make);
}

function streamLinesOf<T>(
  block: TextBlock,
  { fileSystem, signal }: FileReading,
  make: (bytes: Buffer, place: BytesPlace) => T,
): AsyncIterable<T> {
  const own = block.isRemote ? withSignal(fileSystemOf(block.path, fileSystem), signal) : undefined;
  return streamWholeLines(block, own, make);
}

// What comes first in a file is not further off.
const headBytes = 2 ** 16;

function headOf(block: TextBlock): TextBlock {
  return { ...block, start: 0, end: Math.min(block.start, headBytes) };
}
