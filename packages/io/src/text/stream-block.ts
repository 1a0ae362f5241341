import { localFiles } from "../file-system/local-files.ts";
import type { FileSystem } from "../file-system/file-system.ts";
import { ByteQueue } from "../byte-queue.ts";
import { readRemotePieces } from "../read-range.ts";
import { memberFormatOf, type MemberFormat } from "../members/member-format.ts";
import { MemberReader } from "../members/member-reader.ts";
import { decompress, type Compressed } from "./decompress.ts";
import { delimiterOf } from "./delimiter.ts";
import type { TextBlock } from "./text-block.ts";

/** Bytes of a block as they come, and of what is behind it for as long as they are asked for. */
export interface ByteStream {
  readonly portions: AsyncIterable<Uint8Array>;
  /** Where they begin, in the file or some part of what it was before it was compressed. */
  readonly from: number;
  /** Before which place lines of the block begin: `Infinity` for as long as the portions are all of the block. */
  readonly end: () => number;
}

/**
 * Opens a block that cannot be read at once: one that is compressed, or of a remote file.
 * @param fileSystem - for a remote file
 */
export function openStream(
  block: TextBlock,
  fileSystem: Pick<FileSystem, "read"> = localFiles(),
): ByteStream {
  const { start, end, size, compression } = block;
  // An empty file has no lines, compressed or not.
  if (size === 0) return { portions: nothing(), from: 0, end: () => 0 };
  if (compression === undefined) {
    const from = Math.max(0, start - delimiterOf(block).length);
    return { portions: readOn(fileSystem, block, { from, behind: lookAhead }), from, end: () => end };
  }
  const file = { path: block.path, compression };
  const format = memberFormatOf(compression);
  const isWhole = start === 0 && end === size;
  if (format === undefined || (format.together && isWhole)) {
    const bytes = readOn(fileSystem, block, { from: 0, behind: 0 });
    return { portions: decompress({ bytes, from: 0 }, file), from: 0, end: () => Infinity };
  }
  return openMembers(block, { fileSystem, file, format });
}

interface MemberReading {
  readonly fileSystem: Pick<FileSystem, "read">;
  readonly file: Compressed;
  readonly format: MemberFormat;
}

/**
 * Opens a block of a file whose members are decompressed by themselves: those that begin in it. Where they end among all that
 * was compressed, nobody knows, so places are counted from where they begin; and as nobody knows either what is before them,
 * the lines of the block are those behind the delimiters that begin in it.
 */
function openMembers(block: TextBlock, { fileSystem, file, format }: MemberReading): ByteStream {
  let end = Infinity;
  const read = async function* (): AsyncGenerator<Uint8Array> {
    // From the disk nothing is read before it is asked for.
    const behind = block.isRemote ? format.proofBytes + lookAhead : Infinity;
    const queue = new ByteQueue(readOn(fileSystem, block, { from: block.start, behind }), block.start);
    try {
      const reader = new MemberReader(queue, format, file);
      if (block.start > 0 && !(await reader.find(block.end))) return;
      let length = 0;
      for await (const bytes of reader.read(block.end)) {
        length += bytes.length;
        yield bytes;
      }
      // Whoever reads the next block has to find it.
      await reader.assertNext();
      end = length + delimiterOf(block).length;
      yield* reader.read(Infinity);
    } finally {
      await queue.close();
    }
  };
  return { portions: read(), from: 0, end: () => end };
}

async function* nothing(): AsyncGenerator<never> {}

// How far behind a block it is read at first: most lines end there.
const lookAhead = 2 ** 16;

interface ReadingOn {
  readonly from: number;
  /** How far behind the block it is read at first. Bytes. */
  readonly behind: number;
}

/** Reads a block, and what is behind it for as long as it is asked for. */
async function* readOn(
  fileSystem: Pick<FileSystem, "read">,
  block: TextBlock,
  { from, behind }: ReadingOn,
): AsyncGenerator<Uint8Array> {
  const { end, size } = block;
  let start = from;
  let further = behind;
  while (start < size) {
    const stop = Math.min(size, Math.max(start, end) + further);
    yield* readRemotePieces(fileSystem, block, { start, end: stop });
    start = stop;
    further *= 2;
  }
}
