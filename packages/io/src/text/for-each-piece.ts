import { decompressPieces, type CompressedBlock } from "./decompress-pieces.ts";
import { readPieces } from "./read-pieces.ts";
import type { TextBlock } from "./text-block.ts";

/** Makes elements of the pieces of a block, which come in their order. */
export interface PieceReader<T> {
  /** @param piece - whole lines */
  read(piece: string): T[];
  /** What it kept back of the pieces before, once there are no more. */
  end?(): T[];
}

/** Reads blocks, and makes elements of them in portions: at once, unless there are files to be decompressed. */
export function forEachPiece<T>(
  blocks: readonly TextBlock[],
  open: (block: TextBlock) => PieceReader<T>,
): Iterable<T[]> | AsyncIterable<T[]> {
  return blocks.some(isCompressed) ? forEachDecompressed(blocks, open) : forEachPlain(blocks, open);
}

function* forEachPlain<T>(
  blocks: readonly TextBlock[],
  open: (block: TextBlock) => PieceReader<T>,
): Generator<T[]> {
  for (const block of blocks) {
    const reader = open(block);
    for (const piece of readPieces(block)) yield reader.read(piece);
    if (reader.end) yield reader.end();
  }
}

async function* forEachDecompressed<T>(
  blocks: readonly TextBlock[],
  open: (block: TextBlock) => PieceReader<T>,
): AsyncGenerator<T[]> {
  for (const block of blocks) {
    const reader = open(block);
    if (isCompressed(block)) for await (const piece of decompressPieces(block)) yield reader.read(piece);
    else for (const piece of readPieces(block)) yield reader.read(piece);
    if (reader.end) yield reader.end();
  }
}

function isCompressed(block: TextBlock): block is CompressedBlock {
  return block.compression !== undefined;
}
