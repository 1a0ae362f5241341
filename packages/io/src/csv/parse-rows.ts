import { createRequire } from "node:module";
import type * as csvParse from "csv-parse/sync";

/** How records are written. */
export interface CsvSyntax {
  /** What is between fields. */
  readonly delimiter: string;
  /** What is around fields that have a delimiter, a newline or a quote in them; there twice in one. */
  readonly quote: string | false;
}

/** Parses whole records; empty lines are none. */
export type ParseRows = (text: string) => string[][];

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
  return (text) => {
    try {
      return parse(text, options);
    } catch (error) {
      throw new RowError(text, error as CsvError);
    }
  };
}

const place = / at line (\d+)/;

/** Errors as csv-parse has them. */
interface CsvError {
  readonly message: string;
  readonly code: string;
  readonly records: number;
}

/** A text that is no CSV. */
export class RowError extends Error {
  /** How many rows there are before the one at fault. */
  readonly rows: number;
  /** The line at fault. */
  readonly line: string;

  constructor(text: string, { message, code, records }: CsvError) {
    // Lines are counted in the text, which is some part of a file.
    super(message.replace(place, ""));
    this.rows = records;
    // What is quoted up to the end has been joined into a text of its own, and the line that is named is the last.
    const line = code === "CSV_QUOTE_NOT_CLOSED" ? 1 : Number(place.exec(message)?.[1] ?? 1);
    this.line = text.split("\n")[line - 1]!;
  }
}
