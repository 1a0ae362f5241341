import { crc32 } from "node:zlib";
import { ByteQueue } from "../byte-queue.ts";
import { checkBytes, createCheck } from "./checks.ts";
import { decompressLzma2 } from "./decompress-lzma2.ts";
import { damaged } from "./range-decoder.ts";
import { takeBytes } from "./take-bytes.ts";

const headerMagic = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]);
const footerMagic = Buffer.from("YZ");
const crcBytes = 4;
const lzma2 = 0x21;

/**
 * What bytes were before they were compressed by xz, in one stream or several, chunk by chunk. The format is that of
 * https://tukaani.org/xz/xz-file-format.txt.
 */
export async function* decompressXz(portions: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const queue = new ByteQueue(portions, 0);
  try {
    do {
      yield* readStream(queue);
      await passOverPadding(queue);
    } while (await queue.fill(queue.start + 1));
  } finally {
    await queue.close();
  }
}

/** How long a block is, as the index at the end of its stream has it once more. */
type BlockSizes = readonly [packed: number, unpacked: number];

async function* readStream(queue: ByteQueue): AsyncGenerator<Buffer> {
  const header = await takeBytes(queue, headerMagic.length + 2 + crcBytes);
  if (!header.subarray(0, headerMagic.length).equals(headerMagic))
    throw new Error("there is no stream of xz");
  const flags = header.subarray(headerMagic.length, -crcBytes);
  assertCrc(flags, header.subarray(-crcBytes));
  if (flags[0] !== 0 || flags[1]! > 0x0f) throw damaged();
  const blocks: BlockSizes[] = [];
  for (;;) {
    const size = (await takeBytes(queue, 1))[0]!;
    if (size === 0) break;
    blocks.push(yield* readBlock(queue, { size, checkNumber: flags[1]! }));
  }
  await readIndex(queue, blocks);
  const footer = await takeBytes(queue, crcBytes + 4 + flags.length + footerMagic.length);
  const body = footer.subarray(crcBytes, -footerMagic.length);
  assertCrc(body, footer.subarray(0, crcBytes));
  if (!body.subarray(4).equals(flags) || !footer.subarray(-footerMagic.length).equals(footerMagic))
    throw damaged();
}

function assertCrc(bytes: Uint8Array, expected: Buffer): void {
  if (crc32(bytes) !== expected.readUInt32LE()) throw damaged();
}

interface BlockStart {
  /** The first byte of its header. */
  readonly size: number;
  readonly checkNumber: number;
}

async function* readBlock(
  queue: ByteQueue,
  { size, checkNumber }: BlockStart,
): AsyncGenerator<Buffer, BlockSizes> {
  const start = queue.start - 1;
  const header = Buffer.concat([Buffer.from([size]), await takeBytes(queue, 4 * size + 3)]);
  assertCrc(header.subarray(0, -crcBytes), header.subarray(-crcBytes));
  const reach = reachOf(header.subarray(1, -crcBytes));
  const check = createCheck(checkNumber);
  let length = 0;
  for await (const bytes of decompressLzma2(queue, reach)) {
    length += bytes.length;
    check?.update(bytes);
    yield bytes;
  }
  const packed = queue.start - start;
  await takePadding(queue, packed);
  const expected = await takeBytes(queue, checkBytes[checkNumber]!);
  if (check?.digest().equals(expected) === false) throw new Error("the checksum of a block is another one");
  return [packed + expected.length, length];
}

/** Reads how far back bytes of a block may be repeated from, of its header. */
function reachOf(header: Buffer): number {
  const fields = new Fields(header);
  const flags = fields.byte();
  // How long it is, which the index says too.
  if ((flags & 0x40) !== 0) fields.number();
  if ((flags & 0x80) !== 0) fields.number();
  const filter = fields.number();
  if ((flags & 0x3f) !== 0 || filter !== lzma2)
    throw new Error("it is prepared for programs or numbers by a filter, which cannot be read");
  if (fields.number() !== 1) throw damaged();
  const bits = fields.byte();
  if (bits > 40) throw damaged();
  return bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11);
}

/** Reads the index of a stream behind its first byte, and compares it with the blocks that there were. */
async function readIndex(queue: ByteQueue, blocks: readonly BlockSizes[]): Promise<void> {
  const start = queue.start - 1;
  const bytes: Buffer[] = [Buffer.alloc(1)];
  const read = async (): Promise<number> => {
    const number: Buffer[] = [];
    do number.push(await takeBytes(queue, 1));
    while (number.at(-1)![0]! >= 0x80 && number.length < 9);
    bytes.push(...number);
    return new Fields(Buffer.concat(number)).number();
  };
  if ((await read()) !== blocks.length) throw damaged();
  for (const sizes of blocks) for (const size of sizes) if ((await read()) !== size) throw damaged();
  bytes.push(await takePadding(queue, queue.start - start));
  assertCrc(Buffer.concat(bytes), await takeBytes(queue, crcBytes));
}

/** Takes what fills up to a multiple of four bytes. */
async function takePadding(queue: ByteQueue, length: number): Promise<Buffer> {
  const padding = await takeBytes(queue, -length & 3);
  if (padding.some((byte) => byte !== 0)) throw damaged();
  return padding;
}

/** There may be zeros between streams, and behind the last one. */
async function passOverPadding(queue: ByteQueue): Promise<void> {
  const isPadding = async (): Promise<boolean> =>
    (await queue.fill(queue.start + 4)) &&
    queue.bytes(queue.start, queue.start + 4).every((byte) => byte === 0);
  while (await isPadding()) queue.take(queue.start + 4);
}

/** Reads what headers are made of. */
class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    if (this.#at >= this.#bytes.length) throw damaged();
    return this.#bytes[this.#at++]!;
  }

  /** A number of seven bits a byte, the lowest first. */
  number(): number {
    let number = 0;
    for (let factor = 1; ; factor *= 2 ** 7) {
      const byte = this.byte();
      number += (byte & 0x7f) * factor;
      if (byte < 0x80) return number;
    }
  }
}
