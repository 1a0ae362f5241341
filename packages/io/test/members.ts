import * as zlib from "node:zlib";
import { compress, init } from "@bokuweb/zstd-wasm";
import xxhash from "xxhash-wasm";

await init();
const { h64Raw } = await xxhash();

/** The empty member that `bgzip` writes last. */
export const lastMember = bgzfMember(Buffer.alloc(0));

/** What is compressed as one member of gzip, which says how long it is, as `bgzip` writes it. */
export function bgzfMember(bytes: Uint8Array, level = 6): Buffer {
  const packed = zlib.deflateRawSync(bytes, { level });
  const member = Buffer.alloc(18 + packed.length + 8);
  member.set([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 0x42, 0x43, 2, 0]);
  member.writeUInt16LE(member.length - 1, 16);
  member.set(packed, 18);
  member.writeUInt32LE(zlib.crc32(bytes), member.length - 8);
  member.writeUInt32LE(bytes.length, member.length - 4);
  return member;
}

/** Compresses bytes in members of these lengths, in turn. */
export function inMembers(
  bytes: Buffer,
  lengths: readonly number[],
  compress: (bytes: Buffer) => Buffer,
): Buffer {
  const members: Buffer[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length || i < lengths.length; i++) {
    const length = lengths[i % lengths.length]!;
    members.push(compress(bytes.subarray(at, at + length)));
    at += length;
  }
  return Buffer.concat(members);
}

/** What is compressed by zstd, as one frame, which says how long it was. */
export function zstdFrame(bytes: Uint8Array, level = 3): Buffer {
  return Buffer.from(compress(Buffer.from(bytes), level));
}

/** The same, with a checksum behind it. */
export function checkedZstdFrame(bytes: Uint8Array): Buffer {
  const frame = zstdFrame(bytes);
  frame[4]! |= 0x04;
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(Number(h64Raw(bytes) & 0xffff_ffffn));
  return Buffer.concat([frame, checksum]);
}

/** A frame of zstd that decompressors skip. */
export function skippableFrame(bytes: Uint8Array): Buffer {
  const frame = Buffer.alloc(8 + bytes.length);
  frame.writeUInt32LE(0x184d2a50, 0);
  frame.writeUInt32LE(bytes.length, 4);
  frame.set(bytes, 8);
  return frame;
}
