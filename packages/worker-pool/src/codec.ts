import { types } from "node:util";
import { BlockDeserializer, BlockSerializer, copyView, type TypedArray } from "./codec/streams.ts";
import { fromTable, toTable, type Table } from "./codec/table.ts";

/** An encoded value, opaque to all but `decode`. Most are bytes. */
export type Block = Uint8Array | SharingBlock | ViewBlock;

/** A block of a value that has shared memory in it, which is not copied: only threads of one process can take it. */
export interface SharingBlock {
  readonly bytes: Uint8Array;
  /** By the number that stands for it in the bytes. */
  readonly memories: readonly SharedArrayBuffer[];
}

/** A block that is a typed array itself, in memory of its own, which can be moved from thread to thread. */
export interface ViewBlock {
  readonly view: TypedArray;
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
  if (isPlainView(value) && !(sharesMemory && types.isSharedArrayBuffer(value.buffer)))
    return { view: copyView(value) };
  const serializer = new BlockSerializer(sharesMemory);
  const table = toTable(value);
  if (table !== undefined) serializer.writeRawBytes(Uint8Array.of(tableMark));
  serializer.writeHeader();
  serializer.writeValue(table ?? value);
  const bytes = serializer.releaseBuffer();
  const { memories } = serializer;
  return memories.length === 0 ? bytes : { bytes, memories };
}

/**
 * The value of a block.
 * @param isLast - whether nobody else reads the block, so that the value may be made of its memory
 */
export function decode(block: Block, isLast = false): unknown {
  if ("view" in block) return isLast ? block.view : copyView(block.view);
  const bytes = bytesOf(block);
  const isTable = bytes[0] === tableMark;
  const deserializer = new BlockDeserializer(isTable ? bytes.subarray(1) : bytes, memoriesOf(block));
  deserializer.readHeader();
  const value: unknown = deserializer.readValue();
  return isTable ? fromTable(value as Table) : value;
}

/** How many bytes a block takes that are its own. */
export function sizeOf(block: Block): number {
  return ("view" in block ? block.view : bytesOf(block)).byteLength;
}

/** The shared memory that a block has in it. */
export function memoriesOf(block: Block): readonly SharedArrayBuffer[] {
  return "memories" in block ? block.memories : [];
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
  const plain = blocks.filter((block): block is Uint8Array | SharingBlock => !("view" in block));
  if (plain.length === 0) return [...blocks];
  const packed = pack(plain.map(bytesOf)).values();
  return blocks.map((block) => {
    if ("view" in block) return block;
    const bytes = packed.next().value!;
    return "memories" in block ? { bytes, memories: block.memories } : bytes;
  });
}

/** The memory of blocks that can be moved to where they are sent, as nobody here reads them any more. */
export function movableMemory(blocks: readonly Block[]): ArrayBuffer[] {
  return blocks.flatMap((block) => ("view" in block ? (block.view.buffer as ArrayBuffer) : []));
}

/** The bytes of a block that is no view. */
export function bytesOf(block: Uint8Array | SharingBlock): Uint8Array {
  return "memories" in block ? block.bytes : block;
}

// A Buffer has to stay one.
function isPlainView(value: unknown): value is TypedArray {
  return types.isTypedArray(value) && !Buffer.isBuffer(value);
}
