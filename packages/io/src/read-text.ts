import { readWith, type Bag } from "@holdall/bag";
import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { FilePaths } from "./list-files.ts";
import type { OptionOf } from "./records/record-options.ts";
import { task } from "./task.ts";
import { isTallied } from "./text/text-block.ts";
import { TextKernel } from "./text/text-kernel.ts";
import { listBlocks, textFileShape, type TextFileOptions } from "./text/text-options.ts";

/** Options of {@link readText}. */
export interface ReadTextOptions extends TextFileOptions {
  /** What ends a line. @default a newline, with or without a carriage return before it */
  readonly delimiter?: string | undefined;
  /** Whether lines keep what ends them. @default false */
  readonly keepEnds?: boolean | undefined;
}

/** The elements of a bag of lines. */
export type LinesWithPath<O> =
  OptionOf<O, "includePath"> extends infer P
    ? P extends true
      ? [line: string, path: string]
      : string
    : never;

const where = "readText()";
const schema = z.strictObject({
  ...textFileShape,
  delimiter: z.string().min(1).describe("a string of at least one character").optional(),
  keepEnds: z.boolean().describe("true or false").optional(),
});

/**
 * Makes a bag of the lines of text files. Nothing is read before `compute`, but for how long the files are, and the ends of
 * long compressed ones; then each partition is read by the worker that works on it, a portion at a time.
 *
 * Large files are cut into blocks, which end where a line does: every line is in exactly one partition, whatever the size
 * of the blocks. What ends lines is dropped, and a file that ends with it has no empty last line. A byte order mark is
 * dropped too. The semantics are those of dask's `read_text`, but that lines end in one way whether or not a delimiter is
 * given, and that files are cut without being asked.
 *
 * Lines of which only the number is needed, as for `count`, or how often each is there, as for `frequencies` and `distinct`, are
 * not made: their bytes are counted. So are those of words, where `(line) => line.split(" ")` makes them and nothing else is done.
 *
 * A compressed file is decompressed bit by bit while its lines are worked on. It is one partition, unless it is made of parts
 * that are compressed by themselves, which is seen by its first and last bytes: gzip as `bgzip` writes it, and zstd of several
 * frames, are cut into blocks too. To decompress is asynchronous: `computeSync` cannot do it, nor can it read files of `http:`,
 * `https:` and `s3:` URLs. These are asked for how long they are when the bag is made, which waits for the answer, and are read in
 * ranges where their server has them.
 *
 * @param paths - a path, a pattern such as `"logs/*.txt"`, a URL, or an array of these
 *
 * @throws InvalidArgumentError when a file is not there, a pattern matches none or comes upon a folder that may not be read, a
 * compressed file is longer than the
 * `blockSize` that is given and cannot be cut, and for unknown, invalid and conflicting options
 * @throws TaskError at compute, when a file cannot be read, has become shorter, is another one by now (a remote one), is not in its encoding, or cannot be
 * decompressed
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
  const given = parseOptions(schema, options ?? {}, where);
  const { filesPerPartition, fileSystem } = given;
  const blocks = listBlocks(paths, { ...given, where });
  const [first] = blocks; // all are of one format
  const lines = readWith(blocks, task("readLines"), {
    operation: "readText",
    partitionSize: filesPerPartition,
    args: [fileSystem],
    count: task("countLines"),
    frequencies:
      TextKernel.isThere && first !== undefined && isTallied(first) ? task("tallyLines") : undefined,
  });
  return lines as Bag<LinesWithPath<O>>;
}
