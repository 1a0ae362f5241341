import { createReadStream } from "node:fs";
import type { FileSystem } from "../file-system/file-system.ts";
import { decompress } from "./decompress.ts";
import { streamPieces } from "./stream-pieces.ts";
import type { TextBlock } from "./text-block.ts";

/** Reads a block that cannot be read at once: one that is compressed, or of a remote file. */
export function streamBlock(
  block: TextBlock,
  fileSystem: Pick<FileSystem, "read"> | undefined,
): AsyncGenerator<string> {
  const { path, size, compression } = block;
  // An empty file has no lines, compressed or not.
  if (size === 0) return streamPieces(block, { portions: nothing(), from: 0 });
  if (compression !== undefined) {
    const portions = decompress(readWhole(block, fileSystem), { path, compression });
    return streamPieces(block, { portions, from: 0 });
  }
  const length = Buffer.byteLength(block.delimiter ?? "\n", block.encoding);
  const from = Math.max(0, block.start - length);
  return streamPieces(block, { portions: readOn(fileSystem!, block, from), from });
}

async function* nothing(): AsyncGenerator<never> {}

function readWhole(
  { path, size, version }: TextBlock,
  fileSystem: Pick<FileSystem, "read"> | undefined,
): AsyncIterable<Uint8Array> {
  return fileSystem === undefined
    ? createReadStream(path, { end: size - 1 })
    : fileSystem.read(path, { start: 0, end: size, version });
}

// How far behind a block it is read at first: most lines end there.
const lookAhead = 2 ** 16;

/** Reads a block, and what is behind it for as long as it is asked for. */
async function* readOn(
  fileSystem: Pick<FileSystem, "read">,
  { path, end, size, version }: TextBlock,
  from: number,
): AsyncGenerator<Uint8Array> {
  let start = from;
  let behind = lookAhead;
  while (start < size) {
    const stop = Math.min(size, Math.max(start, end) + behind);
    yield* fileSystem.read(path, { start, end: stop, version });
    start = stop;
    behind *= 2;
  }
}
