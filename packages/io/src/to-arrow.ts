import type { Bag } from "@holdall/bag";
import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { ArrowFormat } from "./arrow/arrow-file.ts";
import { loadArrow } from "./arrow/library.ts";
import { assertColumnTypes, type ColumnTypes } from "./columns/column-type.ts";
import { task } from "./task.ts";
import type { OutputPath } from "./write/name-files.ts";
import { outputShape, writeFiles, type OutputOptions } from "./write/write-files.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** Options of {@link toArrow}. */
export interface ToArrowOptions extends OutputOptions {
  /**
   * The columns, in order, and what their values are; keys of elements that are not among them are not written. Without, it is
   * inferred from the elements of the first record batch of each file, as {@link toParquet} does it.
   */
  readonly schema?: ColumnTypes | undefined;
  /** How many elements make a record batch; so many are in memory at a time. @default 65_536 */
  readonly batchSize?: number | undefined;
  /** `"file"` tells at its end where its record batches are, so that they can be read in parallel. @default "file" */
  readonly format?: ArrowFormat | undefined;
}

const where = "toArrow()";
const options = z.strictObject({
  ...outputShape,
  // Told more about by `assertColumnTypes`.
  schema: z.custom<ColumnTypes>().optional(),
  batchSize: wholeNumber(1).optional(),
  format: z.enum(["file", "stream"]).describe('"file" or "stream"').optional(),
});

const defaultBatchSize = 2 ** 16;

/**
 * Makes a bag that writes Arrow files (IPC) when it is computed: a file for each partition, in the worker that works on it,
 * with each element as a row. All columns may have nulls, which `null`, `undefined` and what is missing become; `"json"` is
 * written as text.
 *
 * It needs the package apache-arrow, which is not installed with holdall: `npm install apache-arrow`. Files come to be as
 * {@link toTextFiles} describes.
 *
 * @param bag - its elements are objects
 * @param path - a path with one `*`, in whose place comes the number of the partition, with as many digits as the last one
 * has; a folder, in which files are named `part-0.arrow`, or `part-0.arrows` where they are streams; or a function that names
 * the file of a partition. Folders are made
 * @returns a bag with one element per partition, in order: what came of its file
 *
 * @throws InvalidArgumentError when apache-arrow is not installed, two partitions have the same file, and for unknown and
 * invalid options; at compute, when a file is there already and `ifExists` is `"error"`
 * @throws TaskError at compute, when an element is no object, a value does not fit its column, or a file cannot be written
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { toArrow } from "@holdall/io";
 *
 * const points = Bag.range(4, { npartitions: 2 }).map((x) => ({ x, y: x / 2 }));
 * const files = await toArrow(points, "points-*.arrow", { schema: { x: "int32", y: "float32" } }).compute({ scheduler: "sync" });
 * console.log(files.map(({ count }) => count)); // [ 2, 2 ]
 * ```
 */
export function toArrow(bag: Bag<object>, path: OutputPath, given: ToArrowOptions = {}): Bag<WrittenFile> {
  const {
    ifExists,
    fileSystem,
    schema,
    batchSize = defaultBatchSize,
    format = "file",
  } = parseOptions(options, given, where);
  if (schema !== undefined) assertColumnTypes(schema, { name: "schema", where });
  loadArrow(where);
  return writeFiles({
    bag,
    path,
    ifExists,
    fileSystem,
    operation: "toArrow",
    extension: format === "file" ? ".arrow" : ".arrows",
    placeOf: (file) => ({ path: file, schema, batchSize, format }),
    open: task("openArrowFile"),
  });
}
