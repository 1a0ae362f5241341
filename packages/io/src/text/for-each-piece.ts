import type { FileSystem } from "../file-system/file-system.ts";
import { fileSystemOf, withSignal, type MakeFileSystem } from "../file-system/file-system-of.ts";
import { readPieces } from "./read-pieces.ts";
import { streamBlock } from "./stream-block.ts";
import type { TextBlock } from "./text-block.ts";

/** Makes elements of the pieces of a block, which come in their order. */
export interface PieceReader<T> {
  /** @param piece - whole lines */
  read(piece: string): T[];
  /** What it kept back of the pieces before, once there are no more. */
  end?(): T[];
}

/** How blocks are read. */
export interface PieceReading<T, H = undefined> {
  /** @param head - what `readHead` made of the beginning of the file, for blocks of remote files but the first */
  readonly open: (block: TextBlock, head: H | undefined) => PieceReader<T>;
  /** Reads what has to be known of the beginning of a file, where that cannot be done at once. */
  readonly readHead?: ((pieces: AsyncIterable<string>) => Promise<H | undefined>) | undefined;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
  /** On which what is waited for ends. */
  readonly signal: AbortSignal;
}

/** Reads blocks, and makes elements of them in portions: at once, unless there are files that are compressed or remote. */
export function forEachPiece<T, H>(
  blocks: readonly TextBlock[],
  reading: PieceReading<T, H>,
): Iterable<T[]> | AsyncIterable<T[]> {
  return blocks.some(isStreamed) ? forEachStreamed(blocks, reading) : forEachPlain(blocks, reading);
}

function* forEachPlain<T, H>(blocks: readonly TextBlock[], { open }: PieceReading<T, H>): Generator<T[]> {
  for (const block of blocks) {
    const reader = open(block, undefined);
    for (const piece of readPieces(block)) yield reader.read(piece);
    if (reader.end) yield reader.end();
  }
}

async function* forEachStreamed<T, H>(
  blocks: readonly TextBlock[],
  { open, readHead, fileSystem, signal }: PieceReading<T, H>,
): AsyncGenerator<T[]> {
  for (const block of blocks) {
    const own = block.isRemote ? withSignal(fileSystemOf(block.path, fileSystem), signal) : undefined;
    const head = own && block.start > 0 ? await readHead?.(streamBlock(headOf(block), own)) : undefined;
    const reader = open(block, head);
    for await (const piece of piecesOf(block, own)) yield reader.read(piece);
    if (reader.end) yield reader.end();
  }
}

export function isStreamed({ isRemote, compression }: TextBlock): boolean {
  return isRemote || compression !== undefined;
}

function piecesOf(
  block: TextBlock,
  fileSystem: Pick<FileSystem, "read"> | undefined,
): Iterable<string> | AsyncIterable<string> {
  return isStreamed(block) ? streamBlock(block, fileSystem) : readPieces(block);
}

// What comes first in a file is not further off.
const headBytes = 2 ** 16;

function headOf(block: TextBlock): TextBlock {
  return { ...block, start: 0, end: Math.min(block.start, headBytes) };
}
