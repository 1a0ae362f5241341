import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { ByteQueue } from "../byte-queue.ts";
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
  readonly createZstdDecompress?: (options: zlib.ZlibOptions) => Decompressor;
};

function decompressBytes(
  bytes: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncIterable<Uint8Array> {
  switch (compression) {
    case "gzip":
      return decompressStreams(bytes, { create: () => zlib.createGunzip({ chunkSize }), isPadded: true });
    case "deflate":
      return decompressStreams(bytes, { create: () => zlib.createInflate({ chunkSize }) });
    case "brotli":
      return decompressStreams(bytes, { create: () => zlib.createBrotliDecompress({ chunkSize }) });
    case "zstd":
      return createZstdDecompress === undefined
        ? decompressFrame(bytes)
        : decompressStreams(bytes, { create: () => createZstdDecompress({ chunkSize }) });
    case "bzip2":
      return decompressBzip2(bytes);
    case "xz":
      return decompressXz(bytes);
    default:
      return compression satisfies never;
  }
}

/** A decompressor of Node, which tells how many bytes it has taken. */
type Decompressor = Transform & { readonly bytesWritten: number };

interface StreamFormat {
  readonly create: () => Decompressor;
  /** Whether there may be zeros between streams, and behind the last one. */
  readonly isPadded?: boolean;
}

/** What bytes were that are one stream or several, one behind the other: a decompressor stops where one ends. */
async function* decompressStreams(
  bytes: AsyncIterable<Uint8Array>,
  { create, isPadded = false }: StreamFormat,
): AsyncGenerator<Uint8Array> {
  const queue = new ByteQueue(bytes, 0);
  try {
    do {
      yield* decompressStream(queue, create());
      if (isPadded) await passOverZeros(queue);
    } while (await queue.fill(queue.start + 1));
  } finally {
    // What has been asked for and is not needed any more, nobody waits for, or asks how it went.
    queue.close().catch(() => {});
  }
}

/** Decompresses what comes first, up to where it ends. */
async function* decompressStream(queue: ByteQueue, target: Decompressor): AsyncGenerator<Uint8Array> {
  const fed = feed(queue, target);
  try {
    yield* target as AsyncIterable<Buffer>;
    await fed;
  } finally {
    target.destroy();
  }
}

/** Hands bytes on for as long as they are taken. What goes wrong is told by the iteration of the target. */
async function feed(queue: ByteQueue, target: Decompressor): Promise<void> {
  const { start } = queue;
  try {
    while (await queue.fill(queue.start + 1)) {
      const bytes = queue.bytes(queue.start, queue.end);
      const error = await new Promise((resolve) => target.write(bytes, resolve));
      if (error) return;
      queue.take(start + target.bytesWritten);
      if (queue.end > queue.start) return;
    }
    target.end();
  } catch (error) {
    target.destroy(error as Error);
  }
}

async function passOverZeros(queue: ByteQueue): Promise<void> {
  while (await queue.fill(queue.start + 1)) {
    const zeros = queue.bytes(queue.start, queue.end).findIndex((byte) => byte !== 0);
    queue.take(zeros < 0 ? queue.end : queue.start + zeros);
    if (zeros >= 0) return;
  }
}
