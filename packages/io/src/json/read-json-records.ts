import { createValidate, type ElementSchema } from "../records/element-schema.ts";
import type { MakeFileSystem } from "../file-system/file-system-of.ts";
import type { ReadContext } from "../records/read-records.ts";
import { createToElement } from "../records/record-format.ts";
import { forEachPiece, type PieceReader } from "../text/for-each-piece.ts";
import { readPieces } from "../text/read-pieces.ts";
import { splitLines } from "../text/split-lines.ts";
import { countedFrom, type TextBlock } from "../text/text-block.ts";

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
  const parse = validate
    ? (line: string) => validate(JSON.parse(line))
    : (line: string) => JSON.parse(line) as unknown;
  const open = (block: TextBlock): PieceReader<unknown> => {
    const toElement = createToElement(block, {
      unit: "line",
      parse,
      countBefore: () => countLinesBefore(block),
      countedFrom: countedFrom(block),
      isSettled,
    });
    let number = 0;
    return {
      read(piece) {
        const elements: unknown[] = [];
        for (const line of splitLines(piece, block)) {
          number++;
          if (!isBlank(line)) elements.push(toElement(line, number));
        }
        return elements;
      },
    };
  };
  return forEachPiece(blocks, { open, fileSystem, signal });
}

function isBlank(line: string): boolean {
  // Most lines begin with what is no space, which is cheaper to see.
  return line === "" || (line.charCodeAt(0) <= 32 && line.trim() === "");
}

function countLinesBefore(block: TextBlock): number {
  if (block.start === countedFrom(block)) return 0;
  let count = 0;
  for (const piece of readPieces({ ...block, start: 0, end: block.start }))
    count += splitLines(piece, block).length;
  return count;
}
