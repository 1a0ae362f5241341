import { pipeline, Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { decompressBzip2 } from "../bzip2/decompress-bzip2.ts";
import type { Compression } from "../compression.ts";
import { corruptFileError } from "../errors.ts";
import { decompressXz } from "../xz/decompress-xz.ts";
import { decompressFrame } from "../zstd/decompress-frame.ts";

/** A file that is compressed. */
export interface Compressed {
  readonly path: string;
  readonly compression: Compression;
}

/** Bytes of a file that is compressed. */
export interface CompressedBytes {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Where they begin in the file. */
  readonly from: number;
}

/**
 * What bytes were before they were compressed.
 * @throws what goes wrong with the bytes, and an error that names the file when they are not what they should be
 */
export async function* decompress(
  { bytes, from }: CompressedBytes,
  { path, compression }: Compressed,
): AsyncGenerator<Uint8Array> {
  let failure: { readonly error: unknown } | undefined;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes;
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  let offset = 0;
  try {
    for await (const portion of decompressBytes(source(), compression)) {
      offset += portion.length;
      yield portion;
    }
  } catch (error) {
    throw failure === undefined
      ? corruptFileError(path, { compression, from, offset, cause: error })
      : failure.error;
  }
}

// What comes out at a time.
const chunkSize = 2 ** 18;

// Node has it from 22.15 on.
const { createZstdDecompress } = zlib as {
  readonly createZstdDecompress?: (options: zlib.ZlibOptions) => Transform;
};

function decompressBytes(
  bytes: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncIterable<Uint8Array> {
  switch (compression) {
    case "gzip":
      return decompressThrough(zlib.createGunzip({ chunkSize }), bytes);
    case "deflate":
      return decompressThrough(zlib.createInflate({ chunkSize }), bytes);
    case "brotli":
      return decompressThrough(zlib.createBrotliDecompress({ chunkSize }), bytes);
    case "zstd":
      return createZstdDecompress === undefined
        ? decompressFrame(bytes)
        : decompressThrough(createZstdDecompress({ chunkSize }), bytes);
    case "bzip2":
      return decompressBzip2(bytes);
    case "xz":
      return decompressXz(bytes);
    default:
      return compression satisfies never;
  }
}

async function* decompressThrough(
  target: Transform,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes, { objectMode: false });
  // What goes wrong is told by the iteration.
  pipeline(source, target, () => {});
  try {
    yield* target as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    target.destroy();
  }
}
