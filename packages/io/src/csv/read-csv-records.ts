import { RecordError } from "../errors.ts";
import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import { createValidate, type ElementSchema, type Validate } from "../records/element-schema.ts";
import type { ReadContext } from "../records/read-records.ts";
import { createToElement, previewOf, type ToElement } from "../records/record-format.ts";
import { decodeText } from "../text/decode-text.ts";
import { forEachPiece, isStreamed, type PieceReader } from "../text/for-each-piece.ts";
import { readPieces } from "../text/read-pieces.ts";
import { countedFrom, type TextBlock } from "../text/text-block.ts";
import { describeWrongNames } from "../columns/column-names.ts";
import { createParseRecord } from "./csv-record.ts";
import { RecordJoiner } from "./join-records.ts";
import { createParseRows, RowError, type CsvSyntax, type ParseRows } from "./parse-rows.ts";

/** What is made of CSV files: data and a function, as it goes to workers. */
interface CsvFormat extends CsvSyntax {
  /** Whether the first record of a file has the names of its columns. */
  readonly header: boolean;
  /** The names of the columns, whatever the header says. */
  readonly columns: readonly string[] | undefined;
  readonly infer: boolean;
  readonly schema: (() => ElementSchema<unknown>) | undefined;
  readonly isSettled: boolean;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/** The records of blocks, in portions. Runs in workers. */
export function readCsvRecords(
  blocks: readonly TextBlock[],
  { signal }: ReadContext,
  format: CsvFormat,
): Iterable<unknown[]> | AsyncIterable<unknown[]> {
  const validate = format.schema && createValidate(format.schema);
  const parseRows = createParseRows(format);
  const parsers = { format, validate, parseRows };
  return forEachPiece<unknown, string[], string>(blocks, {
    decode: decodeText,
    open: (block, head) => new CsvReader(block, parsers, head),
    readHead: format.header ? (pieces, block) => readHead(pieces, block, parsers) : undefined,
    fileSystem: format.fileSystem,
    signal,
  });
}

interface Parsers {
  readonly format: CsvFormat;
  readonly validate: Validate | undefined;
  readonly parseRows: ParseRows;
}

/** Reads the records of one block. */
class CsvReader implements PieceReader<unknown> {
  readonly #block: TextBlock;
  readonly #parsers: Parsers;
  readonly #head: string[] | undefined;
  readonly #joiner: RecordJoiner | undefined;
  /** Rows so far, the header included. */
  #rows = 0;
  #hasHeader: boolean;
  #toElement: ToElement<string[]> | undefined;

  /** @param head - the first row of the file, of one that is compressed or remote */
  constructor(block: TextBlock, parsers: Parsers, head: string[] | undefined) {
    this.#block = block;
    this.#head = head;
    this.#hasHeader = parsers.format.header && block.start === 0;
    this.#parsers = parsers;
    this.#joiner = createJoiner(parsers.format);
  }

  read(piece: string): unknown[] {
    return this.#toElements(this.#joiner ? this.#joiner.join(piece) : piece);
  }

  end(): unknown[] {
    return this.#toElements(this.#joiner?.end() ?? "");
  }

  #toElements(text: string): unknown[] {
    const rows = this.#parse(text);
    if (rows.length === 0) return [];
    this.#toElement ??= this.#open(rows[0]!);
    const elements: unknown[] = [];
    for (const row of rows) {
      const number = this.#numberOf(this.#rows++);
      if (number > 0) elements.push(this.#toElement(row, number));
    }
    return elements;
  }

  /** Counts from 1, in the block; the header of a file has 0. */
  #numberOf(row: number): number {
    return this.#hasHeader ? row : row + 1;
  }

  #open(first: string[]): ToElement<string[]> {
    const { format, validate } = this.#parsers;
    const { infer, isSettled } = format;
    const names = format.header ? this.#readNames(first) : format.columns;
    return createToElement(this.#block, {
      unit: "record",
      parse: createParseRecord({ names, infer, validate }),
      countBefore: () => countRecordsBefore(this.#block, this.#parsers),
      countedFrom: countedFrom(this.#block),
      isSettled,
    });
  }

  #readNames(first: string[]): readonly string[] {
    const { format } = this.#parsers;
    const { path, start } = this.#block;
    const header =
      start === 0 || isStreamed(this.#block) ? this.#head : readHeader(this.#block, this.#parsers);
    // There may be nothing but empty lines before a block.
    this.#hasHeader = header === undefined;
    const names = header ?? first;
    const wrong = format.columns === undefined && describeWrongNames(names);
    if (wrong) {
      const preview = previewOf(names);
      throw new RecordError({ path, from: 0, unit: "record", number: 0, reason: wrong, preview });
    }
    return format.columns ?? names;
  }

  #parse(text: string): string[][] {
    if (text === "") return [];
    try {
      return this.#parsers.parseRows(text);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      const before = countRecordsBefore(this.#block, this.#parsers);
      const number = before + this.#numberOf(this.#rows + error.rows);
      throw recordErrorOf(error, { path: this.#block.path, from: countedFrom(this.#block), number });
    }
  }
}

function createJoiner({ quote }: CsvSyntax): RecordJoiner | undefined {
  return quote === false ? undefined : new RecordJoiner(quote);
}

interface RowPlace {
  readonly path: string;
  readonly from: number;
  readonly number: number;
}

function recordErrorOf({ message, line }: RowError, place: RowPlace): RecordError {
  return new RecordError({ ...place, unit: "record", reason: message, preview: previewOf(line) });
}

async function readHead(
  pieces: AsyncIterable<string>,
  block: TextBlock,
  parsers: Parsers,
): Promise<string[] | undefined> {
  const head = new HeadReader(block, parsers);
  for await (const piece of pieces) {
    const header = head.read(piece);
    if (header !== undefined) return header;
  }
  return head.end();
}

/** The first row of the file, unless it is in the block. */
function readHeader(block: TextBlock, parsers: Parsers): string[] | undefined {
  const head = new HeadReader(block, parsers);
  for (const piece of readPieces({ ...block, start: 0, end: block.start }, decodeText)) {
    const header = head.read(piece);
    if (header !== undefined) return header;
  }
  return head.end();
}

/** Finds the first row of a file, whatever is behind it. */
class HeadReader {
  readonly #path: string;
  readonly #parseRows: ParseRows;
  readonly #joiner: RecordJoiner | undefined;

  constructor({ path }: TextBlock, { format, parseRows }: Parsers) {
    this.#path = path;
    this.#parseRows = parseRows;
    this.#joiner = createJoiner(format);
  }

  read(piece: string): string[] | undefined {
    return this.#firstOf(this.#joiner ? this.#joiner.join(piece) : piece);
  }

  end(): string[] | undefined {
    return this.#firstOf(this.#joiner?.end() ?? "");
  }

  #firstOf(text: string): string[] | undefined {
    try {
      return this.#parseRows(text, 1)[0];
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      throw recordErrorOf(error, { path: this.#path, from: 0, number: 0 });
    }
  }
}

/** @throws RecordError where one of those before is none, as they cannot be counted then */
function countRecordsBefore(block: TextBlock, { format, parseRows }: Parsers): number {
  if (block.start === countedFrom(block)) return 0;
  const joiner = createJoiner(format);
  let count = format.header ? -1 : 0;
  const add = (text: string): void => {
    try {
      count += parseRows(text).length;
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      throw recordErrorOf(error, { path: block.path, from: 0, number: count + error.rows + 1 });
    }
  };
  for (const piece of readPieces({ ...block, start: 0, end: block.start }, decodeText))
    add(joiner ? joiner.join(piece) : piece);
  add(joiner?.end() ?? "");
  return Math.max(0, count);
}
