import type { Bag } from "@holdall/bag";
import { InvalidArgumentError, parseOptions } from "@holdall/core";
import { z } from "zod";
import { describeWrongNames } from "./columns/column-names.ts";
import type { OutputPath } from "./write/name-files.ts";
import { task } from "./task.ts";
import { writeText, writeFilesShape, type WriteFilesOptions } from "./write/write-text.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** Options of {@link toCsv}. */
export interface ToCsvOptions extends WriteFilesOptions {
  /**
   * The names of the fields, in order; keys of elements that are not among them are not written. Without, they are the keys
   * of the first element of each file, and an element with other ones is an error.
   */
  readonly columns?: readonly string[] | undefined;
  /** Whether the first line of each file has the names, where there are any. @default true */
  readonly header?: boolean | undefined;
  /** What is between two fields. @default "," */
  readonly delimiter?: string | undefined;
  /** What ends lines. @default "\n" */
  readonly lineEnd?: "\n" | "\r\n" | undefined;
}

const where = "toCsv()";
const schema = z.strictObject({
  ...writeFilesShape,
  columns: z.array(z.string()).min(1).describe("an array of at least one name").optional(),
  header: z.boolean().describe("true or false").optional(),
  delimiter: z
    .string()
    .regex(/^[^"\r\n]+$/)
    .describe("a string of at least one character, without quotes and ends of lines")
    .optional(),
  lineEnd: z
    .enum(["\n", "\r\n"])
    .describe(String.raw`"\n" or "\r\n"`)
    .optional(),
});

/**
 * Makes a bag that writes CSV files when it is computed: a file for each partition, in the worker that works on it, with
 * each element as a record, laid out as RFC 4180 has it: fields in which there is a delimiter, a quote or an end of a line
 * are in quotes. `null` and `undefined` are empty fields, and dates are written as `toISOString` does.
 *
 * Files come to be as {@link toTextFiles} describes.
 *
 * @param bag - its elements are objects, or arrays of fields; fields are strings, numbers, bigints, booleans, dates, `null`
 * or `undefined`
 * @param path - a path with one `*`, in whose place comes the number of the partition, with as many digits as the last one
 * has; a folder, in which files are named `part-0.csv`; or a function that names the file of a partition. Folders are made
 * @returns a bag with one element per partition, in order: what came of its file
 *
 * @throws InvalidArgumentError when two partitions have the same file, and for unknown and invalid options; at compute, when
 * a file is there already and `ifExists` is `"error"`
 * @throws TaskError at compute, when an element is no record, or one of other fields than those before, or a file cannot be
 * written
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { Bag } from "@holdall/bag";
 * import { toCsv } from "@holdall/io";
 *
 * const people = Bag.fromSequence([{ name: "Ada", born: 1815 }, { name: "King, B. J.", born: 1943 }], { npartitions: 1 });
 * const [file] = await toCsv(people, "people-*.csv").compute({ scheduler: "sync" });
 * console.log(readFileSync(file!.path, "utf8").split("\n")); // [ 'name,born', 'Ada,1815', '"King, B. J.",1943', '' ]
 * ```
 */
export function toCsv(bag: Bag<object>, path: OutputPath, options: ToCsvOptions = {}): Bag<WrittenFile> {
  const {
    columns,
    header = true,
    delimiter = ",",
    lineEnd = "\n",
    ...common
  } = parseOptions(schema, options, where);
  const wrong = columns && describeWrongNames(columns);
  if (wrong !== undefined)
    throw new InvalidArgumentError(`${where}: Expected \`columns\` to be names, but ${wrong}.`);
  return writeText({
    bag,
    path,
    options: common,
    operation: "toCsv",
    extension: ".csv",
    format: { columns, header, delimiter, lineEnd },
    open: task("openCsvFile"),
  });
}
