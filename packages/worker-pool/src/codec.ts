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

/** What a block holds that is not the value itself, by its first byte. Others begin with that of V8's header. */
export const marks = { table: 1, instances: 2, columns: 3, pairs: 4 } as const;

const markOfHeader = 255;

/**
 * Encodes whatever structured clone takes, with the same meaning but for views: each sends its own bytes only, in
 * a buffer of its own, and a Buffer stays a Buffer. Data of the user, in which there may be instances of classes, is for
 * `encodeValue`.
 * @param sharesMemory - whether whoever decodes it shares the memory of this thread: views of shared memory then stay
 * that; else they are copied as others are
 * @throws Error naming what cannot be cloned, such as a function, or a SharedArrayBuffer other than by a view
 */
export function encode(value: unknown, sharesMemory = false): Block {
  const table = toTable(value);
  return table === undefined
    ? writeBlock(value, { sharesMemory })
    : writeBlock(table, { mark: marks.table, sharesMemory });
}

/** Writes a value as it is, behind a mark where it stands for another one. */
export function writeBlock(
  value: unknown,
  { mark, sharesMemory }: { readonly mark?: number; readonly sharesMemory: boolean },
): Block {
  const serializer = new BlockSerializer(sharesMemory);
  if (mark !== undefined) serializer.writeRawBytes(Uint8Array.of(mark));
  serializer.writeHeader();
  serializer.writeValue(value);
  const { bytes, memories } = serializer.release();
  return memories.length === 0 ? bytes : { bytes, memories };
}

/**
 * The value of a block.
 * @param isLast - whether nobody else reads the block, so that the value may be made of its memory
 */
export function decode(block: Block, isLast = false): unknown {
  const { mark, value } = readBlock(block, isLast);
  return mark === marks.table ? fromTable(value as Table) : value;
}

/** Reads what `writeBlock` wrote. */
export function readBlock(
  block: Block,
  isLast: boolean,
): { readonly mark: number | undefined; readonly value: unknown } {
  const bytes = bytesOf(block);
  const mark = bytes[0] === markOfHeader ? undefined : bytes[0];
  const deserializer = new BlockDeserializer(mark === undefined ? bytes : bytes.subarray(1), {
    memories: memoriesOf(block),
    isLast,
  });
  return { mark, value: deserializer.readBlock() };
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
  /** Whether the receivers see the files of this machine, so that results can wait in them. @default false */
  readonly sharesFiles?: boolean;
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
