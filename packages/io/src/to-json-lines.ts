import type { Bag } from "@holdall/bag";
import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { OutputPath } from "./write/name-files.ts";
import { task } from "./task.ts";
import { writeText, writeFilesShape, type WriteFilesOptions } from "./write/write-text.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** Options of {@link toJsonLines}. */
export type ToJsonLinesOptions = WriteFilesOptions;

const where = "toJsonLines()";
const schema = z.strictObject(writeFilesShape);

/**
 * Makes a bag that writes files of JSON lines when it is computed: a file for each partition, in the worker that works on
 * it, with each element as a line of JSON, made by `JSON.stringify`.
 *
 * Files come to be as {@link toTextFiles} describes.
 *
 * @param bag - its elements are values that JSON has. `undefined`, functions, symbols and bigints are errors as elements;
 * within one, what `JSON.stringify` makes of them holds: properties that are `undefined` are left out
 * @param path - a path with one `*`, in whose place comes the number of the partition, with as many digits as the last one
 * has; a folder, in which files are named `part-0.jsonl`; or a function that names the file of a partition. Folders are made
 * @returns a bag with one element per partition, in order: what came of its file
 *
 * @throws InvalidArgumentError when two partitions have the same file, and for unknown and invalid options; at compute, when
 * a file is there already and `ifExists` is `"error"`
 * @throws TaskError at compute, when an element is not to be had in JSON, or a file cannot be written
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { Bag } from "@holdall/bag";
 * import { toJsonLines } from "@holdall/io";
 *
 * const points = Bag.range(2, { npartitions: 1 }).map((x) => ({ x, y: x * x }));
 * const [file] = await toJsonLines(points, "points-*.jsonl").compute({ scheduler: "sync" });
 * console.log(readFileSync(file!.path, "utf8").split("\n")); // [ '{"x":0,"y":0}', '{"x":1,"y":1}', '' ]
 * ```
 */
export function toJsonLines(
  bag: Bag<unknown>,
  path: OutputPath,
  options: ToJsonLinesOptions = {},
): Bag<WrittenFile> {
  return writeText({
    bag,
    path,
    options: parseOptions(schema, options, where),
    operation: "toJsonLines",
    extension: ".jsonl",
    format: {},
    open: task("openJsonFile"),
  });
}
