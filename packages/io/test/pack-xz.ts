import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";

interface Lzma {
  disableEndMark?: boolean;
  compress(bytes: Uint8Array, mode: number): readonly number[];
}

const require = createRequire(import.meta.url);
const lzma = (require("lzma") as { LZMA: () => Lzma }).LZMA();
// As it is in chunks.
lzma.disableEndMark = true;

/** How bytes are compressed. */
export interface XzOptions {
  /** How many bytes make a chunk. @default 1000 */
  readonly chunkBytes?: number;
  /** How many chunks make a block. @default 3 */
  readonly chunksPerBlock?: number;
  /** @default "crc32" */
  readonly check?: "none" | "crc32" | "sha256";
}

const checks = {
  none: [0, () => Buffer.alloc(0)],
  crc32: [1, wordOfCrc],
  sha256: [10, (bytes: Uint8Array) => createHash("sha256").update(bytes).digest()],
} as const;

/** Compresses by xz, each second chunk as it is. */
export function packXz(bytes: Uint8Array, options: XzOptions = {}): Buffer {
  const { chunkBytes = 1000, chunksPerBlock = 3, check = "crc32" } = options;
  const [number, digest] = checks[check];
  const flags = Buffer.from([0, number]);
  const parts: Buffer[] = [Buffer.from("\xfd7zXZ\0", "latin1"), flags, wordOfCrc(flags)];
  const index: Buffer[] = [];
  let blocks = 0;
  for (let at = 0; at < bytes.length; at += chunkBytes * chunksPerBlock) {
    const block = bytes.subarray(at, at + chunkBytes * chunksPerBlock);
    const packed = Buffer.concat([blockHeader(), packChunks(block, chunkBytes)]);
    const checksum = digest(block);
    parts.push(padded(packed), checksum);
    index.push(numberOf(packed.length + checksum.length), numberOf(block.length));
    blocks++;
  }
  const whole = padded(Buffer.concat([Buffer.alloc(1), numberOf(blocks), ...index]));
  const end = Buffer.alloc(6);
  end.writeUInt32LE((whole.length + 4) / 4 - 1);
  end.set(flags, 4);
  return Buffer.concat([...parts, whole, wordOfCrc(whole), wordOfCrc(end), end, Buffer.from("YZ")]);
}

function blockHeader(): Buffer {
  // Of twelve bytes, with LZMA2, which may look back 64 KiB.
  const header = Buffer.from([2, 0, 0x21, 1, 8, 0, 0, 0]);
  return Buffer.concat([header, wordOfCrc(header)]);
}

function packChunks(bytes: Uint8Array, chunkBytes: number): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    chunks.push(chunks.length % 2 === 0 ? packedChunk(chunk) : plainChunk(chunk));
  }
  return Buffer.concat([...chunks, Buffer.alloc(1)]);
}

function plainChunk(bytes: Uint8Array): Buffer {
  const head = Buffer.from([2, 0, 0]);
  head.writeUInt16BE(bytes.length - 1, 1);
  return Buffer.concat([head, bytes]);
}

function packedChunk(bytes: Uint8Array): Buffer {
  const file = Buffer.from(lzma.compress(bytes, 1).map((byte) => byte & 0xff));
  const packed = file.subarray(13);
  const head = Buffer.alloc(6);
  // All that was before is forgotten.
  head[0] = 0xe0 | ((bytes.length - 1) >> 16);
  head.writeUInt16BE((bytes.length - 1) & 0xffff, 1);
  head.writeUInt16BE(packed.length - 1, 3);
  head[5] = file[0]!;
  return Buffer.concat([head, packed]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

function wordOfCrc(bytes: Uint8Array): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(crc32(bytes));
  return word;
}

function numberOf(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}
