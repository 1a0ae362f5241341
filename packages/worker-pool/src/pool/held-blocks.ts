import { bytesOf, memoriesOf, type Block } from "../codec.ts";

// Below this it does not matter that the blocks of a message share memory.
const largeBytes = 2 ** 16;

interface Message {
  readonly bytes: number;
  /** Number of its blocks that wait. */
  waiting: number;
}

/**
 * How many bytes blocks hold that wait in this process. Those of one message have one piece of memory, which is free when none
 * of them waits any more: a shuffle's first reader takes a part of each, and frees nothing.
 */
export class HeldBlocks {
  /** Of large messages. */
  readonly #messages = new Map<Block, Message>();

  /**
   * Counts blocks that came together.
   * @returns how many bytes they hold
   */
  add(blocks: readonly Block[]): number {
    const bytes = blocks.reduce((sum, block) => sum + memoryOf(block), 0);
    if (bytes >= largeBytes && blocks.length > 1) {
      const message = { bytes, waiting: blocks.length };
      for (const block of blocks) this.#messages.set(block, message);
    }
    return bytes;
  }

  /**
   * Counts a block that does not wait any more.
   * @returns how many bytes are free then
   */
  remove(block: Block): number {
    const message = this.#messages.get(block);
    if (message === undefined) return memoryOf(block);
    this.#messages.delete(block);
    message.waiting -= 1;
    return message.waiting === 0 ? message.bytes : 0;
  }
}

function memoryOf(block: Block): number {
  let bytes = bytesOf(block).byteLength;
  for (const memory of memoriesOf(block)) bytes += memory.byteLength;
  return bytes;
}
