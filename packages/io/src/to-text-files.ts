import type { Bag } from "@holdall/bag";
import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { OutputPath } from "./write/name-files.ts";
import { task } from "./task.ts";
import { lineEndSchema, writeText, writeFilesShape, type WriteFilesOptions } from "./write/write-text.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** Options of {@link toTextFiles}. */
export interface ToTextFilesOptions extends WriteFilesOptions {
  /** What is put behind each element. @default "\n" */
  readonly delimiter?: string | undefined;
}

const where = "toTextFiles()";
const schema = z.strictObject({ ...writeFilesShape, delimiter: lineEndSchema.optional() });

/**
 * Makes a bag that writes text files when it is computed: a file for each partition, in the worker that works on it, with
 * each element as a line. What an element holds is written as it is, ends of lines too.
 *
 * A file has its name only when all of it is on the disk: until then it is a hidden one beside. When a run fails, or is
 * aborted, files that are whole stay, and nothing else does.
 *
 * @param bag - its elements are strings
 * @param path - a path with one `*`, in whose place comes the number of the partition, with as many digits as the last one
 * has; a folder, in which files are named `part-0.txt`; or a function that names the file of a partition. Folders are made
 * @returns a bag with one element per partition, in order: what came of its file
 *
 * @throws InvalidArgumentError when two partitions have the same file, and for unknown and invalid options; at compute, when
 * a file is there already and `ifExists` is `"error"`
 * @throws TaskError at compute, when an element is no string, or a file cannot be written
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { toTextFiles } from "@holdall/io";
 *
 * const words = Bag.fromSequence(["to", "be", "or"], { npartitions: 2 });
 * const files = await toTextFiles(words, "words-*.txt").compute({ scheduler: "sync" });
 * console.log(files.map(({ count, bytes }) => [count, bytes])); // [ [ 2, 6 ], [ 1, 3 ] ]
 * ```
 */
export function toTextFiles(
  bag: Bag<string>,
  path: OutputPath,
  options: ToTextFilesOptions = {},
): Bag<WrittenFile> {
  const { delimiter = "\n", ...common } = parseOptions(schema, options, where);
  return writeText({
    bag,
    path,
    options: common,
    operation: "toTextFiles",
    extension: ".txt",
    format: { delimiter },
    open: task("openTextFile"),
  });
}
