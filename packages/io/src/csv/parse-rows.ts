import { createRequire } from "node:module";
import type * as csvParse from "csv-parse/sync";

/** How records are written. */
export interface CsvSyntax {
  /** What is between fields. */
  readonly delimiter: string;
  /** What is around fields that have a delimiter, a newline or a quote in them; there twice in one. */
  readonly quote: string | false;
}

/**
 * Parses whole records; empty lines are none.
 * @param limit - how many of them at most: what is behind is not looked at
 */
export type ParseRows = (text: string, limit?: number) => string[][];

/** @returns a function that throws a {@link RowError} */
export function createParseRows({ delimiter, quote }: CsvSyntax): ParseRows {
  // Only where CSV is read: it takes as long to load as all the rest of this package.
  const { parse } = createRequire(import.meta.url)("csv-parse/sync") as typeof csvParse;
  const options = {
    delimiter,
    quote,
    escape: quote === false ? null : quote,
    record_delimiter: ["\r\n", "\n"],
    skip_empty_lines: true,
    relax_column_count: true,
  };
  return (text, limit = -1) => {
    try {
      return parse(text, { ...options, to: limit });
    } catch (error) {
      throw new RowError(text, error as CsvError);
    }
  };
}

const place = / at line \d+/;

/** Errors as csv-parse has them. */
interface CsvError {
  readonly message: string;
  readonly records: number;
  /** Up to where fields were read. */
  readonly bytes: number;
}

/** A text that is no CSV. */
export class RowError extends Error {
  /** How many rows there are before the one at fault. */
  readonly rows: number;
  /** The line on which the field at fault begins. */
  readonly line: string;

  constructor(text: string, { message, records, bytes }: CsvError) {
    // Lines are counted in the text, which is some part of a file, and those that end with two characters twice.
    super(message.replace(place, ""));
    this.rows = records;
    this.line = lineAt(text, bytes);
  }
}

/** The line that is at a place, or the first one behind it that is not empty. */
function lineAt(text: string, bytes: number): string {
  const read = Buffer.from(text).toString("utf8", 0, bytes);
  const at = read.length + /^[\r\n]*/.exec(text.slice(read.length))![0].length;
  const [line] = text.slice(text.lastIndexOf("\n", at - 1) + 1).split(/\r?\n/, 1);
  return line!;
}
