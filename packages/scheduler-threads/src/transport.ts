import type { Transport } from "@holdall/worker-pool";

/** Bytes go between threads in shared memory, and what is shared already stays so. */
export const transport: Transport = { pack: shareBytes, sharesMemory: true, sharesFiles: true };

/**
 * Copies bytes into shared memory, from where they go to any number of threads without another copy; all of them into
 * one piece, as a piece of its own for each small block would cost more than the block.
 */
function shareBytes(blocks: readonly Uint8Array[]): Uint8Array[] {
  const size = blocks.reduce((sum, block) => sum + block.byteLength, 0);
  const memory = new SharedArrayBuffer(size);
  let start = 0;
  return blocks.map((block) => {
    const shared = new Uint8Array(memory, start, block.byteLength);
    shared.set(block);
    start += block.byteLength;
    return shared;
  });
}
