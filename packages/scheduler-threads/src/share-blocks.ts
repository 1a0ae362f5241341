import type { Block } from "@holdall/worker-pool";

/**
 * Copies blocks into shared memory, from where they go to any number of threads without another copy; all of them into
 * one piece, as a piece of its own for each small block would cost more than the block.
 */
export function shareBlocks(blocks: readonly Block[]): Block[] {
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
