import { ByteQueue } from "../byte-queue.ts";
import { BitReader, TooFewBytes } from "./bit-reader.ts";
import { readBlock, type SortedBlock } from "./read-block.ts";
import { unsortBlock } from "./unsort-block.ts";

const headerBytes = 4;
const bytesPerLevel = 100_000;
const blockMark = [0x314159, 0x265359];
const endMark = [0x177245, 0x385090];

/**
 * What bytes were before they were compressed by bzip2, in one stream or several, block by block. There is no description of
 * the format but the program, https://sourceware.org/bzip2/.
 */
export async function* decompressBzip2(portions: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const queue = new ByteQueue(portions, 0);
  try {
    do yield* readStream(queue);
    while (await queue.fill(queue.start + 1));
  } finally {
    await queue.close();
  }
}

async function* readStream(queue: ByteQueue): AsyncGenerator<Buffer> {
  await queue.fill(queue.start + headerBytes);
  const [level] =
    /^BZh([1-9])/.exec(queue.take(queue.start + headerBytes).toString("latin1"))?.slice(1) ?? [];
  if (level === undefined) throw new Error("there is no stream of bzip2");
  const memory = new Uint32Array(Number(level) * bytesPerLevel);
  let checksum = 0;
  // Blocks begin at any bit.
  let bit = 0;
  for (;;) {
    const { block, end } = await readPart(queue, { bit, memory });
    queue.take(queue.start + (end >>> 3));
    bit = end & 7;
    if (block.bytes === undefined) {
      if (block.checksum !== checksum) throw new Error("the checksum of a stream is another one");
      break;
    }
    checksum = (((checksum << 1) | (checksum >>> 31)) ^ block.checksum) >>> 0;
    yield* unsortBlock(block);
  }
  if (bit > 0) queue.take(queue.start + 1);
}

interface Place {
  readonly bit: number;
  readonly memory: Uint32Array;
}

/** The end of a stream, with the checksum of all its blocks. */
interface StreamEnd {
  readonly checksum: number;
  readonly bytes: undefined;
}

interface Part {
  readonly block: SortedBlock | StreamEnd;
  /** The bit behind it. */
  readonly end: number;
}

/** Reads a block, which does not say how long it is: again with more bytes where they were too few. */
async function readPart(queue: ByteQueue, { bit, memory }: Place): Promise<Part> {
  let wanted = memory.length + memory.length / 4;
  for (;;) {
    const hasMore = await queue.fill(queue.start + wanted);
    const bits = new BitReader(queue.bytes(queue.start, queue.end), bit);
    try {
      const block = readMarked(bits, memory);
      return { block, end: bits.at };
    } catch (error) {
      if (!hasMore || !(error instanceof TooFewBytes)) throw error;
      wanted *= 2;
    }
  }
}

function readMarked(bits: BitReader, memory: Uint32Array): SortedBlock | StreamEnd {
  const mark = [bits.read(24), bits.read(24)];
  const isMark = (expected: readonly number[]): boolean => expected.every((half, i) => half === mark[i]);
  if (isMark(blockMark)) return readBlock(bits, memory);
  if (!isMark(endMark)) throw new Error("there is no block of bzip2 where there should be one");
  return { checksum: bits.read(16) * 2 ** 16 + bits.read(16), bytes: undefined };
}
