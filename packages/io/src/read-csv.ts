import type { Bag, ElementContext, OnError } from "@holdall/bag";
import { InvalidArgumentError, parseOptions } from "@holdall/core";
import { z } from "zod";
import { describeWrongNames } from "./columns/column-names.ts";
import type { InferredValue } from "./csv/infer-value.ts";
import type { FilePaths } from "./list-files.ts";
import { assertSchemaMaker, type ElementSchema } from "./records/element-schema.ts";
import { isHandled, readRecords } from "./records/read-records.ts";
import { recordShape, type OptionOf, type RecordOptions, type WithPath } from "./records/record-options.ts";
import { task } from "./task.ts";
import { listBlocks, textFileShape } from "./text/text-options.ts";

/** Options of {@link readCsv}. A function for errors is given the fields of the record, as an array of strings. */
export interface ReadCsvOptions extends Omit<
  RecordOptions<unknown, string[], unknown, boolean>,
  "blockSize" | "onError"
> {
  /** What is between fields. @default "," */
  readonly delimiter?: string | undefined;
  /**
   * The character around fields that have a delimiter, a newline or a quote in them, where it is there twice. `false` where
   * fields are never quoted.
   * @default '"'
   */
  readonly quote?: string | false | undefined;
  /** Whether the first record of each file has the names of the columns. @default true, unless there are `columns` */
  readonly header?: boolean | undefined;
  /** The names of the columns. Where there is a header as well, it is passed over. */
  readonly columns?: readonly string[] | undefined;
  /**
   * Whether fields become what they look like: `null` where there is nothing, `true` and `false`, and numbers as JSON
   * writes them, unless they are whole and have more digits than a number can keep. All else stays a string, as `007` and
   * ` 1` do.
   * @default false, which leaves all of them strings
   */
  readonly infer?: boolean | undefined;
  /**
   * Whether there may be newlines between quotes. Nobody can tell in the middle of such a file where records begin, so
   * files are read whole; with `false` they are cut into blocks.
   * @default true, unless `quote` is false
   */
  readonly quotedNewlines?: boolean | undefined;
  /**
   * About how many bytes of a file make a partition, where files can be cut: with `quotedNewlines: false`, or
   * `quote: false`. `false` for whole files.
   * @default 33_554_432, which are 32 MiB, where files can be cut
   */
  readonly blockSize?: number | false | undefined;
  /**
   * What is done about a record that has too many or too few fields, or is not as the schema says: with `"throw"` the run
   * fails with a {@link RecordError}, with `"skip"` it is left out and counted, as `map` does it; a function gets the error
   * and the fields, and makes what takes the place of the element. What is no CSV at all is an error always.
   * @default "throw"
   */
  readonly onError?: OnError<string[], unknown, ElementContext> | undefined;
}

/** What a field of a CSV record becomes, by the options. */
export type CsvField<O> =
  OptionOf<O, "infer"> extends infer I ? (I extends true ? InferredValue : string) : never;

/** What a CSV record becomes, by the options. */
export type CsvRecord<O> =
  OptionOf<O, "schema"> extends infer S
    ? S extends () => ElementSchema<infer T>
      ? T
      : OptionOf<O, "columns"> extends infer C
        ? C extends readonly (infer N extends string)[]
          ? Record<N, CsvField<O>>
          : OptionOf<O, "header"> extends infer H
            ? H extends false
              ? CsvField<O>[]
              : Record<string, CsvField<O>>
            : never
        : never
    : never;

/** The elements of a bag of CSV records, by the options it was made with. */
export type CsvElement<O> = WithPath<
  CsvRecord<O>,
  OptionOf<O, "includePath"> extends infer P ? (P extends true ? true : false) : never
>;

const where = "readCsv()";
const schemaOfOptions = z.strictObject({
  ...textFileShape,
  ...recordShape,
  delimiter: z
    .string()
    .regex(/^[^\r\n]+$/)
    .describe("a string of at least one character, none of them a newline")
    .optional(),
  quote: z
    .union([z.literal(false), z.string().regex(/^[^\r\n]$/)])
    .describe("false or a single character that is no newline")
    .optional(),
  header: z.boolean().describe("true or false").optional(),
  columns: z.array(z.string()).min(1).describe("an array of at least one string").optional(),
  infer: z.boolean().describe("true or false").optional(),
  quotedNewlines: z.boolean().describe("true or false").optional(),
});

/**
 * Makes a bag of the records of CSV files: objects with the names of the columns, or arrays with `header: false`. Fields
 * are strings, unless a schema or `infer` makes something else of them. Empty lines are skipped. Files are found,
 * decompressed and read in the workers as `readText` does it.
 *
 * Each file is a partition, as there may be newlines between quotes; where there are none, `quotedNewlines: false` has
 * files cut into blocks. A file that has some nevertheless is read correctly, or is an error.
 *
 * @param paths - a path, a pattern such as `"tables/*.csv"`, a URL, or an array of these
 *
 * @throws InvalidArgumentError when a file is not there, a pattern matches none, `blockSize` is given for files that cannot
 * be cut, `schema` is no function that makes one, and for unknown, invalid and conflicting options
 * @throws TaskError at compute, with a {@link RecordError} as its `cause` when a file is no CSV, a record has more or less
 * fields than there are columns, or is not as the schema says; and for what goes wrong with `readText`
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { readCsv } from "@holdall/io";
 *
 * writeFileSync("cities.csv", 'town,size\n"Bern, CH",134\nChur,\n');
 * const cities = readCsv("cities.csv", { infer: true });
 * console.log(await cities.compute({ scheduler: "sync" })); // [ { town: 'Bern, CH', size: 134 }, { town: 'Chur', size: null } ]
 * ```
 */
export function readCsv<const O extends ReadCsvOptions = Record<never, never>, R = never>(
  paths: FilePaths,
  // Said apart, so that the parameters of a function for errors get their types.
  options?: O & { readonly onError?: OnError<string[], R, ElementContext> | undefined },
): Bag<CsvElement<O> | Awaited<R>> {
  const {
    schema,
    onError,
    delimiter = ",",
    quote = '"',
    infer = false,
    ...given
  } = parseOptions(schemaOfOptions, options ?? {}, where);
  const { columns, header = columns === undefined, quotedNewlines = quote !== false, ...text } = given;
  assertSchemaMaker(schema, where);
  const wrong = columns && describeWrongNames(columns);
  if (wrong !== undefined)
    throw new InvalidArgumentError(`${where}: Expected \`columns\` to be names, but ${wrong}.`);
  if (quote !== false && delimiter.includes(quote))
    throw new InvalidArgumentError(
      `${where}: Expected \`delimiter\` to be without the \`quote\` ${quote}, got ${JSON.stringify(delimiter)}.`,
    );
  if (quotedNewlines && typeof text.blockSize === "number") {
    throw new InvalidArgumentError(
      `${where}: Expected \`blockSize\` to be false or left out, got ${text.blockSize}: files that may have newlines between quotes cannot be cut. Say \`quotedNewlines: false\` where there are none.`,
    );
  }
  const isWhole = quotedNewlines && text.filesPerPartition === undefined;
  const isSettled = isHandled(onError);
  const { fileSystem } = text;
  const format = { delimiter, quote, header, columns, infer, schema, isSettled, fileSystem };
  const records = readRecords({
    blocks: listBlocks(paths, { ...text, ...(isWhole && { blockSize: false }), where }),
    operation: "readCsv",
    read: task("readCsvRecords"),
    format,
    onError,
    blocksPerPartition: text.filesPerPartition,
  });
  return records as Bag<CsvElement<O> | Awaited<R>>;
}
