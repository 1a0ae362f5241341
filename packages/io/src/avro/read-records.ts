import { notReadError } from "../errors.ts";
import type { ReadContext } from "../records/read-records.ts";
import { createToElement, type ToElement } from "../records/record-format.ts";
import { createParse, type TableFormat } from "../records/table-format.ts";
import { toNumbers } from "../records/to-numbers.ts";
import { FilePiece, takeSteps, type ReadSteps } from "../read-steps.ts";
import type { FileBlock } from "../file-block.ts";
import { ByteReader } from "./byte-reader.ts";
import { unpackBlock } from "./codec.ts";
import { decodeHeader, syncBytes, type AvroHeader } from "./container.ts";
import { createDecoder } from "./decode.ts";

/** The records of the blocks that begin in parts of files, in portions. Runs in workers. */
export function readAvroRecords(
  parts: readonly FileBlock[],
  { signal }: ReadContext,
  format: TableFormat,
): Iterable<unknown[]> | AsyncIterable<unknown[]> {
  const parse = createParse(format);
  const open = (part: FileBlock): ReadSteps => readPart(part, { ...format, parse });
  return takeSteps(parts, { open, fileSystem: format.fileSystem, signal });
}

interface PartFormat extends TableFormat {
  readonly parse: (record: unknown) => unknown;
}

// Told where a record is bad: how many are before the part is not known yet.
const uncounted = new Error("The records before this part of the file have not been counted.");

function* readPart(part: FileBlock, { int64, parse, isSettled, includePath }: PartFormat): ReadSteps {
  const { path } = part;
  const file = new AvroSteps(part);
  const header = yield* file.readHeader();
  if (header === undefined) return;
  const decode = createDecoder(header.type);
  let before = part.start === 0 ? 0 : undefined;
  const countBefore = (): number => {
    if (before === undefined) throw uncounted;
    return before;
  };
  const toElement: ToElement<unknown> = createToElement(
    { path, includePath },
    { unit: "record", parse, countBefore, isSettled },
  );
  const place = { path, column: "" };
  let number = 0;
  let position = part.start === 0 ? header.end : yield* file.findBlock(part.start);
  while (position < part.end) {
    const block = yield* file.readBlock(position);
    const elements: unknown[] = [];
    for (const decoded of file.decode(block, decode)) {
      const record = int64 === "number" ? toNumbers(decoded, place) : decoded;
      number++;
      try {
        elements.push(toElement(record, number));
      } catch (error) {
        if (error !== uncounted) throw error;
        before = yield* file.countRecords(part.start);
        elements.push(toElement(record, number));
      }
    }
    yield { type: "elements", elements };
    position = block.end;
  }
}

/** A block of records, still packed. */
interface AvroBlock {
  readonly count: number;
  readonly data: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
}

// Bytes in which a block is sought at a time.
const pieceBytes = 2 ** 20;

// The number of records of a block and its length take no more.
const headBytes = 20;

/** The blocks of a file, of which a piece is in memory. */
class AvroSteps {
  readonly #path: string;
  readonly #size: number;
  readonly #piece: FilePiece;
  #header: AvroHeader | undefined;

  constructor(file: FileBlock) {
    this.#path = file.path;
    this.#size = file.size;
    this.#piece = new FilePiece(file);
  }

  /** What the file begins with; nothing where it is empty. */
  *readHeader(): ReadSteps<AvroHeader | undefined> {
    if (this.#size === 0) return undefined;
    let length = 2 ** 12;
    for (;;) {
      const bytes = yield* this.#piece.read(0, Math.min(length, this.#size));
      try {
        return (this.#header = decodeHeader(bytes));
      } catch (error) {
        if (!(error instanceof RangeError) || length >= this.#size) throw this.#wrong(error);
        length *= 16;
      }
    }
  }

  /** Where the first block begins that does so at this place or behind it. */
  *findBlock(from: number): ReadSteps<number> {
    const { sync, end } = this.#header!;
    const marker = Buffer.from(sync);
    let at = Math.max(from, end) - syncBytes;
    while (at + syncBytes <= this.#size) {
      const bytes = yield* this.#piece.read(at, Math.min(at + pieceBytes, this.#size));
      const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(marker);
      if (found >= 0) return at + found + syncBytes;
      // It may be cut by the end of what was read.
      at += bytes.length - syncBytes + 1;
    }
    return this.#size;
  }

  *readBlock(position: number): ReadSteps<AvroBlock> {
    const head = yield* this.#readHead(position);
    const start = position + head.length;
    const end = start + head.size + syncBytes;
    if (end > this.#size) throw this.#wrong(new Error(`the block at byte ${position} is not whole`));
    const bytes = yield* this.#piece.read(start, end);
    if (!Buffer.from(this.#header!.sync).equals(bytes.subarray(head.size)))
      throw this.#wrong(new Error(`what follows the block at byte ${position} is no sync marker`));
    return { count: head.count, data: bytes.subarray(0, head.size), end };
  }

  *decode({ count, data }: AvroBlock, decode: (reader: ByteReader) => unknown): Generator {
    let reader: ByteReader;
    try {
      reader = new ByteReader(unpackBlock(data, this.#header!.codec));
    } catch (error) {
      throw this.#wrong(error);
    }
    for (let i = 0; i < count; i++) {
      let record: unknown;
      try {
        record = decode(reader);
      } catch (error) {
        throw this.#wrong(error);
      }
      yield record;
    }
  }

  /** How many records there are in the blocks that begin before this place. */
  *countRecords(before: number): ReadSteps<number> {
    let records = 0;
    let position = this.#header!.end;
    while (position < before) {
      const head = yield* this.#readHead(position);
      records += head.count;
      position += head.length + head.size + syncBytes;
    }
    return records;
  }

  *#readHead(position: number): ReadSteps<{ count: number; size: number; length: number }> {
    const bytes = yield* this.#piece.read(position, Math.min(position + headBytes, this.#size));
    try {
      const reader = new ByteReader(bytes);
      const count = reader.readInt();
      const size = reader.readInt();
      if (count < 0 || size < 0) throw new RangeError(`the block at byte ${position} is none`);
      return { count, size, length: reader.position };
    } catch (error) {
      throw this.#wrong(error);
    }
  }

  #wrong(error: unknown): Error {
    return notReadError(this.#path, "Avro", error);
  }
}
