import type { XXHash } from "xxhash-wasm";
import { ByteQueue } from "../byte-queue.ts";
import { checksumBytes, headerOf, longestHeader, type FrameHeader } from "./frame-header.ts";

// What is decompressed at a time. It may become 30,000 times as much, all of which is in memory.
const stepBytes = 2 ** 10;

/**
 * What the bytes of one frame were before they were compressed by zstd, where Node cannot tell: with a package that looks at
 * nothing but the blocks.
 * @throws an error when they are not what the frame says of them
 */
export async function* decompressFrame(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import("fzstd");
  const queue = new ByteQueue(bytes, 0);
  let portions: Uint8Array[] = [];
  const decompressor = new Decompress((portion) => {
    if (portion.length > 0) portions.push(portion);
  });
  try {
    await queue.fill(longestHeader);
    const check = await createCheck(headerOf(queue.bytes(0, longestHeader)));
    let isLast: boolean;
    do {
      isLast = !(await queue.fill(queue.start + stepBytes));
      const step = queue.take(queue.start + stepBytes);
      decompressor.push(step, isLast);
      for (const portion of portions) check.content(portion);
      yield* portions;
      portions = [];
      check.frame(step);
    } while (!isLast);
    check.end();
  } finally {
    await queue.close();
  }
}

/** Compares what a frame says of its content with that. */
interface FrameCheck {
  content(bytes: Uint8Array): void;
  /** Of the frame itself. */
  frame(bytes: Uint8Array): void;
  /** @throws an error where they differ */
  end(): void;
}

/** @param header - nothing for what is to be skipped */
async function createCheck(header: FrameHeader | undefined): Promise<FrameCheck> {
  if (header !== undefined && header.dictionary !== 0)
    throw new Error(`it takes the dictionary ${header.dictionary} to decompress it`);
  const hash = header?.hasChecksum ? await createHash() : undefined;
  let length = 0;
  let tail = Buffer.alloc(0);
  return {
    content(bytes) {
      length += bytes.length;
      hash?.update(bytes);
    },
    frame(bytes) {
      tail = Buffer.concat([tail, bytes]).subarray(-checksumBytes);
    },
    end() {
      if (header?.contentSize !== undefined && header.contentSize !== length)
        throw new Error(`there should be ${header.contentSize} bytes`);
      // The lower half of the hash is there.
      if (hash !== undefined && Number(hash.digest() & 0xffff_ffffn) !== tail.readUInt32LE())
        throw new Error("its checksum is another one");
    },
  };
}

async function createHash(): Promise<XXHash<bigint>> {
  const { default: load } = await import("xxhash-wasm");
  const { create64 } = await load();
  return create64();
}
