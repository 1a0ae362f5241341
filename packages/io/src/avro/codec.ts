import * as zlib from "node:zlib";
import { loadDecompressors, loadReader, loadSnappy } from "../parquet/libraries.ts";
import { zstdCompressSync } from "../write/compression.ts";

/** How the blocks of a file are compressed, as Avro names it. */
export type AvroCodec = "null" | "deflate" | "snappy" | "zstandard";

const crcBytes = 4;

/** @throws for one that cannot be read here, or bytes that it has not made */
export function unpackBlock(bytes: Uint8Array, codec: string): Uint8Array {
  switch (codec) {
    case "null":
      return bytes;
    case "deflate":
      return zlib.inflateRawSync(bytes);
    case "snappy":
      return unpackSnappy(bytes);
    case "zstandard":
      return loadDecompressors().ZSTD!(bytes, 0);
    default:
      throw new Error(`its blocks are compressed by ${codec}, which cannot be read`);
  }
}

export function packBlock(bytes: Buffer, codec: AvroCodec): Uint8Array {
  switch (codec) {
    case "null":
      return bytes;
    case "deflate":
      return zlib.deflateRawSync(bytes);
    case "snappy": {
      const check = Buffer.alloc(crcBytes);
      check.writeUInt32BE(zlib.crc32(bytes));
      return Buffer.concat([loadSnappy().snappyCompress(bytes), check]);
    }
    case "zstandard":
      return zstdCompressSync!(bytes);
    default:
      return codec satisfies never;
  }
}

function unpackSnappy(bytes: Uint8Array): Uint8Array {
  const packed = bytes.subarray(0, -crcBytes);
  const unpacked = new Uint8Array(lengthOf(packed));
  loadReader().snappyUncompress(packed, unpacked);
  const check = Buffer.from(bytes.subarray(-crcBytes)).readUInt32BE();
  if (zlib.crc32(unpacked) !== check) throw new Error("the checksum of a block is another one");
  return unpacked;
}

/** How many bytes there will be, which is what the packed ones begin with. */
function lengthOf(packed: Uint8Array): number {
  let length = 0;
  for (let i = 0, factor = 1; i < packed.length; i++, factor *= 0x80) {
    length += (packed[i]! & 0x7f) * factor;
    if (packed[i]! < 0x80) return length;
  }
  throw new Error("a block has no length");
}
