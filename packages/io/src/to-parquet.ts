import type { Bag } from "@holdall/bag";
import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { assertColumnTypes, type ColumnTypes } from "./columns/column-type.ts";
import type { ParquetCompression } from "./parquet/parquet-file.ts";
import { assertCanPack } from "./write/assert-can-pack.ts";
import { task } from "./task.ts";
import type { OutputPath } from "./write/name-files.ts";
import { outputShape, writeFiles, type OutputOptions } from "./write/write-files.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** Options of {@link toParquet}. */
export interface ToParquetOptions extends OutputOptions {
  /**
   * The columns, in order, and what their values are; keys of elements that are not among them are not written. Without, it is
   * inferred from the elements of the first row group of each file: numbers become `"float64"`, bigints `"int64"`, dates
   * `"timestamp"`, strings, booleans and `Uint8Array`s what they are, arrays and objects lists and structs.
   */
  readonly schema?: ColumnTypes | undefined;
  /** How pages are compressed. `"zstd"` needs Node 22.15. @default "snappy" */
  readonly compression?: ParquetCompression | undefined;
  /** How many elements make a row group; so many are in memory at a time. @default 100_000 */
  readonly rowGroupSize?: number | undefined;
}

const where = "toParquet()";
const compressions = ["none", "snappy", "gzip", "brotli", "zstd"] as const;
const options = z.strictObject({
  ...outputShape,
  // Told more about by `assertColumnTypes`.
  schema: z.custom<ColumnTypes>().optional(),
  compression: z
    .enum(compressions)
    .describe(compressions.map((name) => `"${name}"`).join(" or "))
    .optional(),
  rowGroupSize: wholeNumber(1).optional(),
});

const defaultRowGroupSize = 100_000;

/**
 * Makes a bag that writes Parquet files when it is computed: a file for each partition, in the worker that works on it, with
 * each element as a row. All columns may have nulls, which `null`, `undefined` and what is missing become.
 *
 * Files come to be as {@link toTextFiles} describes. A file of a partition without elements has columns only where `schema`
 * says which.
 *
 * @param bag - its elements are objects
 * @param path - a path with one `*`, in whose place comes the number of the partition, with as many digits as the last one
 * has; a folder, in which files are named `part-0.parquet`; or a function that names the file of a partition. Folders are made
 * @returns a bag with one element per partition, in order: what came of its file
 *
 * @throws InvalidArgumentError when two partitions have the same file, and for unknown and invalid options; at compute, when
 * a file is there already and `ifExists` is `"error"`
 * @throws TaskError at compute, when an element is no object, a value does not fit its column, or a file cannot be written
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { readParquet, toParquet } from "@holdall/io";
 *
 * const orders = Bag.fromSequence([{ item: "tea", prices: [3, 4.5] }, { item: "cake", prices: null }], { npartitions: 1 });
 * const [file] = await toParquet(orders, "orders-*.parquet").compute({ scheduler: "sync" });
 * console.log(file!.count); // 2
 *
 * const read = await readParquet(file!.path).compute({ scheduler: "sync" });
 * console.log(read); // [ { item: 'tea', prices: [ 3, 4.5 ] }, { item: 'cake', prices: null } ]
 * ```
 */
export function toParquet(
  bag: Bag<object>,
  path: OutputPath,
  given: ToParquetOptions = {},
): Bag<WrittenFile> {
  const {
    ifExists,
    fileSystem,
    schema,
    compression = "snappy",
    rowGroupSize = defaultRowGroupSize,
  } = parseOptions(options, given, where);
  if (schema !== undefined) assertColumnTypes(schema, { name: "schema", where });
  assertCanPack(compression, { where });
  return writeFiles({
    bag,
    path,
    ifExists,
    fileSystem,
    operation: "toParquet",
    extension: ".parquet",
    placeOf: (file) => ({ path: file, schema, compression, rowGroupSize }),
    open: task("openParquetFile"),
  });
}
