import { BlockDeserializer, BlockSerializer } from "./codec/streams.ts";
import { fromTable, toTable, type Table } from "./codec/table.ts";

/** An encoded value, opaque to all but `decode`: bytes, and beside them the memory of large views, where there are any. */
export type Block = Uint8Array | MemoryBlock;

/** A block with memory beside its bytes. */
export interface MemoryBlock {
  readonly bytes: Uint8Array;
  /**
   * By the number that stands for it in the bytes: shared memory, which is the value's own and never copied, or memory
   * made for the block, which can be moved.
   */
  readonly memories: readonly (ArrayBuffer | SharedArrayBuffer)[];
}

// The first byte of a block that holds a table. Others begin with that of V8's header, which is 255.
const tableMark = 1;

/**
 * Encodes whatever structured clone takes, with the same meaning but for views: each sends its own bytes only, in
 * a buffer of its own, and a Buffer stays a Buffer.
 * @param sharesMemory - whether whoever decodes it shares the memory of this thread: views of shared memory then stay
 * that; else they are copied as others are
 * @throws Error naming what cannot be cloned, such as a function, or a SharedArrayBuffer other than by a view
 */
export function encode(value: unknown, sharesMemory = false): Block {
  const serializer = new BlockSerializer(sharesMemory);
  const table = toTable(value);
  if (table !== undefined) serializer.writeRawBytes(Uint8Array.of(tableMark));
  serializer.writeHeader();
  serializer.writeValue(table ?? value);
  const { bytes, memories } = serializer.release();
  return memories.length === 0 ? bytes : { bytes, memories };
}

/**
 * The value of a block.
 * @param isLast - whether nobody else reads the block, so that the value may be made of its memory
 */
export function decode(block: Block, isLast = false): unknown {
  const bytes = bytesOf(block);
  const isTable = bytes[0] === tableMark;
  const deserializer = new BlockDeserializer(isTable ? bytes.subarray(1) : bytes, {
    memories: memoriesOf(block),
    isLast,
  });
  const value = deserializer.readBlock();
  return isTable ? fromTable(value as Table) : value;
}

/** How many bytes a block takes, but for memory that it shares. */
export function sizeOf(block: Block): number {
  return movableMemory([block]).reduce((sum, { byteLength }) => sum + byteLength, bytesOf(block).byteLength);
}

/** How bytes get from one thread or process to another. */
export interface Transport {
  /** Gives the same bytes, where they can be sent from to any number of receivers at least cost. */
  pack(bytes: readonly Uint8Array[]): readonly Uint8Array[];
  /** Whether the receivers see the memory of this thread. */
  readonly sharesMemory: boolean;
}

/** Puts the bytes of blocks where they can be sent from at least cost. */
export function packBlocks(blocks: readonly Block[], { pack }: Pick<Transport, "pack">): Block[] {
  if (blocks.length === 0) return [];
  const packed = pack(blocks.map(bytesOf));
  return blocks.map((block, i) =>
    block instanceof Uint8Array ? packed[i]! : { bytes: packed[i]!, memories: block.memories },
  );
}

/** The memory of blocks that can be moved to where they are sent, if nobody here reads them any more. */
export function movableMemory(blocks: readonly Block[]): ArrayBuffer[] {
  return blocks.flatMap((block) => memoriesOf(block).filter((memory) => memory instanceof ArrayBuffer));
}

export function bytesOf(block: Block): Uint8Array {
  return block instanceof Uint8Array ? block : block.bytes;
}

/** The memory that a block has beside its bytes. */
export function memoriesOf(block: Block): MemoryBlock["memories"] {
  return block instanceof Uint8Array ? [] : block.memories;
}
