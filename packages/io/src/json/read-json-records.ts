import { createValidate, type ElementSchema } from "../records/element-schema.ts";
import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import type { ReadContext } from "../records/read-records.ts";
import { createToElement, createWrap } from "../records/record-format.ts";
import { assertText, decodeText } from "../text/decode-text.ts";
import { forEachPiece, type PieceReader } from "../text/for-each-piece.ts";
import { readPieces } from "../text/read-pieces.ts";
import { splitLines } from "../text/split-lines.ts";
import { countedFrom, type TextBlock } from "../text/text-block.ts";
import { LineReader } from "./line-reader.ts";
import { cursor, unread } from "./read-value.ts";

/** What is made of lines. */
interface JsonFormat {
  readonly schema: (() => ElementSchema<unknown>) | undefined;
  readonly isSettled: boolean;
  /** What makes the file system, where one was given. */
  readonly fileSystem: MakeFileSystem | undefined;
}

/** The values of the lines of blocks, in portions. Runs in workers. */
export function readJsonRecords(
  blocks: readonly TextBlock[],
  { signal }: ReadContext,
  { schema, isSettled, fileSystem }: JsonFormat,
): Iterable<unknown[]> | AsyncIterable<unknown[]> {
  const validate = schema && createValidate(schema);
  const lines = new LineReader();
  return forEachPiece<unknown, undefined, string | Buffer>(blocks, {
    decode(bytes, place) {
      if (!lines.isUseful || place.block.encoding !== "utf8") return decodeText(bytes, place);
      assertText(bytes, place);
      return bytes;
    },
    open: (block) => createJsonReader(block, { lines, validate, isSettled }),
    fileSystem,
    signal,
  });
}

interface JsonParsers {
  readonly lines: LineReader;
  readonly validate: ((value: unknown) => unknown) | undefined;
  readonly isSettled: boolean;
}

/** Reads the lines of one block. */
function createJsonReader(
  block: TextBlock,
  { lines, validate, isSettled }: JsonParsers,
): PieceReader<unknown, string | Buffer> {
  const elementOf = createElementOf(block, { validate, isSettled });
  const toElement = createToElement(block, {
    unit: "line",
    parse: (line: string) => {
      const value = JSON.parse(line) as unknown;
      return validate ? validate(value) : value;
    },
    countBefore: () => countLinesBefore(block),
    countedFrom: countedFrom(block),
    isSettled,
  });
  let number = 0;
  const readText = (piece: string): unknown[] => {
    const elements: unknown[] = [];
    const split = splitLines(piece, block);
    for (const line of split) {
      number++;
      if (!isBlank(line)) elements.push(toElement(line, number));
    }
    lines.pass(split.length);
    return elements;
  };
  const readBytes = (bytes: Buffer): unknown[] => {
    const elements: unknown[] = [];
    const characters = { bytes, text: bytes.toString("latin1") };
    for (let at = 0, end: number; at < bytes.length; at = end) {
      number++;
      const value = lines.read(characters, at);
      end = value === unread ? endOfLine(bytes, at) : cursor.end;
      const element = value === unread ? unread : elementOf(value);
      if (element !== unread) {
        elements.push(element);
        continue;
      }
      const line = bytes.toString("utf8", at, end);
      if (isBlank(line)) continue;
      if (value === unread) lines.learn(line);
      elements.push(toElement(line.replace(/\r?\n$/, ""), number));
    }
    return elements;
  };
  return { read: (piece) => (typeof piece === "string" ? readText(piece) : readBytes(piece)) };
}

/** Makes the element of a value; `unread` for one that is not as it should be, of which is told with its line. */
function createElementOf(
  block: TextBlock,
  { validate, isSettled }: Pick<JsonParsers, "validate" | "isSettled">,
): (value: unknown) => unknown {
  const wrap = createWrap(block, { isSettled });
  if (validate === undefined) return wrap;
  return (value) => {
    try {
      return wrap(validate(value));
    } catch {
      return unread;
    }
  };
}

/** Behind its newline, which the last line of a file need not have. */
function endOfLine(bytes: Buffer, at: number): number {
  const found = bytes.indexOf("\n", at);
  return found < 0 ? bytes.length : found + 1;
}

function isBlank(line: string): boolean {
  // Most lines begin with what is no space, which is cheaper to see.
  return line === "" || (line.charCodeAt(0) <= 32 && line.trim() === "");
}

function countLinesBefore(block: TextBlock): number {
  if (block.start === countedFrom(block)) return 0;
  let count = 0;
  for (const piece of readPieces({ ...block, start: 0, end: block.start }, decodeText))
    count += splitLines(piece, block).length;
  return count;
}
