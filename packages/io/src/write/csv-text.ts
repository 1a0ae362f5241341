import { describeValue } from "@holdall/core/task";
import { notFieldError, notRecordError, unequalRecordsError } from "../errors.ts";

/** How records become lines. */
export interface CsvFormat {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** The names of the fields; `undefined` for those of the first element. */
  readonly columns: readonly string[] | undefined;
  /** Whether the first line has them. */
  readonly header: boolean;
}

/** Makes of the records of one file, in order, its text. */
export class CsvText {
  readonly #format: CsvFormat;
  /** How the first element looks; none before it. */
  #first: readonly string[] | number | undefined;

  constructor(format: CsvFormat) {
    this.#format = format;
  }

  /** What is written before there is an element. */
  get head(): string {
    const { columns, header } = this.#format;
    return columns !== undefined && header ? this.#lineOf(columns, columns) : "";
  }

  /** The line of an element, the first one's with that of the names before it where these are its own. */
  lineOf(element: unknown): string {
    if (Array.isArray(element)) return this.#arrayLine(element);
    if (typeof element !== "object" || element === null) throw notRecordError(element);
    return this.#objectLine(element as Readonly<Record<string, unknown>>);
  }

  #arrayLine(fields: readonly unknown[]): string {
    const { columns } = this.#format;
    this.#first ??= columns?.length ?? fields.length;
    if (this.#first !== fields.length) this.#refuse(fields);
    return this.#lineOf(fields, columns);
  }

  #objectLine(record: Readonly<Record<string, unknown>>): string {
    const { columns, header } = this.#format;
    if (columns !== undefined) return this.#recordLine(record, columns);
    const names = Object.keys(record);
    if (this.#first === undefined) {
      this.#first = names;
      return (header ? this.#lineOf(names, names) : "") + this.#recordLine(record, names);
    }
    const known = this.#first;
    if (typeof known === "number" || !names.every((name, i) => known[i] === name || known.includes(name)))
      this.#refuse(record);
    return this.#recordLine(record, known);
  }

  #recordLine(record: Readonly<Record<string, unknown>>, columns: readonly string[]): string {
    return this.#lineOf(
      columns.map((name) => record[name]),
      columns,
    );
  }

  #lineOf(fields: readonly unknown[], columns: readonly string[] | undefined): string {
    const { delimiter, lineEnd } = this.#format;
    let line = "";
    for (let i = 0; i < fields.length; i++) {
      if (i > 0) line += delimiter;
      line += fieldOf(fields[i], delimiter) ?? this.#refuseField(fields[i], columns?.[i] ?? i);
    }
    // A line with nothing in it is none to most readers.
    return (line === "" ? '""' : line) + lineEnd;
  }

  #refuseField(value: unknown, column: string | number): never {
    throw notFieldError(typeof column === "string" ? JSON.stringify(column) : String(column), value);
  }

  #refuse(element: unknown): never {
    const first = this.#first;
    const expected =
      typeof first === "number"
        ? `arrays of ${first} fields`
        : `objects with no other keys than ${first!.join(", ")}`;
    throw unequalRecordsError(expected, describeValue(element));
  }
}

const special = /["\r\n]/;

/** A value as a field; nothing for one that is none. */
function fieldOf(value: unknown, delimiter: string): string | undefined {
  switch (typeof value) {
    case "string":
      return quote(value, delimiter);
    case "number":
    case "bigint":
    case "boolean":
      return quote(String(value), delimiter);
    case "undefined":
      return "";
    default:
      if (value === null) return "";
      return value instanceof Date && !Number.isNaN(value.getTime())
        ? quote(value.toISOString(), delimiter)
        : undefined;
  }
}

function quote(text: string, delimiter: string): string {
  return special.test(text) || hasDelimiter(text, delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether one is found in a field that is followed by it before that: behind `a|` the first `||` begins too early. */
function hasDelimiter(text: string, delimiter: string): boolean {
  return delimiter.length === 1
    ? text.includes(delimiter)
    : (text + delimiter).indexOf(delimiter) < text.length;
}
