import { readWith, type Bag } from "@holdall/bag";
import { InvalidArgumentError, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { listFiles, type FilePaths } from "./list-files.ts";
import { overlapsItself } from "./text/delimiter.ts";
import { readLines } from "./text/read-lines.ts";
import { cutIntoBlocks, type TextFormat } from "./text/text-block.ts";

/** Options of {@link readText}. */
export interface ReadTextOptions {
  /**
   * About how many bytes of a file make a partition. `false` for whole files.
   * @default 33_554_432, which are 32 MiB
   */
  readonly blockSize?: number | false | undefined;
  /** How many whole files make a partition, for many small ones: an alternative to `blockSize`. */
  readonly filesPerPartition?: number | undefined;
  /** What ends a line. @default a newline, with or without a carriage return before it */
  readonly delimiter?: string | undefined;
  /** @default "utf8" */
  readonly encoding?: "utf8" | "latin1" | "utf16le" | undefined;
  /** What is done about bytes that are no text: `"strict"` is an error, `"replace"` puts U+FFFD. @default "strict" */
  readonly errors?: "strict" | "replace" | undefined;
  /** Whether lines keep what ends them. @default false */
  readonly keepEnds?: boolean | undefined;
  /** Whether elements are pairs of a line and the path of its file. @default false */
  readonly includePath?: boolean | undefined;
}

/** The elements of a bag of lines. */
export type LinesWithPath<O> = O extends { readonly includePath: infer B }
  ? B extends true
    ? [line: string, path: string]
    : string
  : string;

const where = "readText()";
const schema = z.strictObject({
  blockSize: z
    .union([z.literal(false), wholeNumber(1)])
    .describe("false or a whole number of bytes from 1 up")
    .optional(),
  filesPerPartition: wholeNumber(1).optional(),
  delimiter: z.string().min(1).describe("a string of at least one character").optional(),
  encoding: z.enum(["utf8", "latin1", "utf16le"]).describe('"utf8", "latin1" or "utf16le"').optional(),
  errors: z.enum(["strict", "replace"]).describe('"strict" or "replace"').optional(),
  keepEnds: z.boolean().describe("true or false").optional(),
  includePath: z.boolean().describe("true or false").optional(),
});

const defaultBlockSize = 32 * 2 ** 20;

/**
 * Makes a bag of the lines of text files. Nothing is read before `compute`, but for how long the files are; then each
 * partition is read by the worker that works on it, in portions of about a megabyte.
 *
 * Large files are cut into blocks, which end where a line does: every line is in exactly one partition, whatever the size
 * of the blocks. What ends lines is dropped, and a file that ends with it has no empty last line. A byte order mark is
 * dropped too. The semantics are those of dask's `read_text`, but that lines end in one way whether or not a delimiter is
 * given, and that files are cut without being asked.
 *
 * @param paths - a path, a pattern such as `"logs/*.txt"`, a `file:` URL, or an array of these
 *
 * @throws InvalidArgumentError when a file is not there, a pattern matches none, and for unknown, invalid and conflicting
 * options
 * @throws TaskError at compute, when a file cannot be read, has become shorter, or is not in its encoding
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { readText } from "@holdall/io";
 *
 * writeFileSync("words.txt", "to be\nor not\nto be\n");
 * const words = readText("words.txt").flatMap((line) => line.split(" "));
 * console.log(await words.frequencies({ sort: true }).take(2).compute({ scheduler: "sync" })); // [ [ 'to', 2 ], [ 'be', 2 ] ]
 * ```
 */
export function readText<const O extends ReadTextOptions = Record<never, never>>(
  paths: FilePaths,
  options?: O,
): Bag<LinesWithPath<O>> {
  const { blockSize, filesPerPartition, delimiter, encoding, errors, keepEnds, includePath } = parseOptions(
    schema,
    options ?? {},
    where,
  );
  if (blockSize !== undefined && filesPerPartition !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected one of \`blockSize\` and \`filesPerPartition\`, got both (${blockSize} and ${filesPerPartition}).`,
    );
  }
  const format: TextFormat = {
    delimiter,
    encoding: encoding ?? "utf8",
    isStrict: errors !== "replace",
    keepEnds: keepEnds ?? false,
    includePath: includePath ?? false,
  };
  const isWhole =
    blockSize === false ||
    filesPerPartition !== undefined ||
    (delimiter !== undefined && overlapsItself(delimiter));
  const size = isWhole ? Infinity : (blockSize ?? defaultBlockSize);
  const blocks = listFiles(paths, where).flatMap((file) => cutIntoBlocks(file, { blockSize: size, format }));
  const lines = readWith(blocks, readLines, { operation: "readText", partitionSize: filesPerPartition });
  return lines as Bag<LinesWithPath<O>>;
}
