import type { Bag } from "@holdall/bag";
import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { assertRanges } from "./file-block.ts";
import { listFiles, type FilePaths } from "./list-files.ts";
import type { RowFormat } from "./parquet/read-rows.ts";
import { parseFilters, type RowFilter } from "./parquet/row-filter.ts";
import { listRowGroups } from "./parquet/row-group.ts";
import { readRecords } from "./records/read-records.ts";
import type { WithPath } from "./records/record-options.ts";
import { tableFormatOf, tableShape, type TableOptions } from "./records/table-options.ts";
import { task } from "./task.ts";

/**
 * Options of {@link readParquet}. A function for errors is given the record.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface ReadParquetOptions<
  T = unknown,
  R = unknown,
  P extends boolean = boolean,
> extends TableOptions<T, Record<string, unknown>, R, P> {
  /** Which columns are read, in this order; nothing of the others is. @default all */
  readonly columns?: readonly string[] | undefined;
  /**
   * Which rows are read: `{ year: 2024, price: { gte: 5, lt: 10 } }` are those for which all of it holds, an array of filters
   * those for which one of them does. Row groups of which the file says that they have none are not read, nor are they
   * partitions; of the others, rows are left out one by one. Columns need not be among `columns`.
   * @default all
   */
  readonly filter?: RowFilter | readonly RowFilter[] | undefined;
  /** How many row groups make a partition, for many small ones, also of different files. @default 1 */
  readonly rowGroupsPerPartition?: number | undefined;
  /** Whether bytes of which the file does not say that they are text are text, as in files of some older tools. @default false */
  readonly binaryAsString?: boolean | undefined;
}

const where = "readParquet()";
const options = z.strictObject({
  ...tableShape,
  columns: z.array(z.string()).min(1).describe("an array of at least one name").optional(),
  // Told more about by `parseFilters`.
  filter: z.custom<RowFilter | readonly RowFilter[]>().optional(),
  rowGroupsPerPartition: wholeNumber(1).optional(),
  binaryAsString: z.boolean().describe("true or false").optional(),
});

/**
 * Makes a bag of the rows of Parquet files, as objects. Each row group is a partition: of each file its end is read at the
 * call, where it says what it has; the rest is read when the bag is computed, by the workers, and of that only the columns
 * and row groups that are wanted.
 *
 * 64-bit integers are bigints, unless `int64` says otherwise. Timestamps and dates are `Date`s, to the millisecond; decimals
 * are numbers, to about 15 digits; times are numbers or bigints in the unit of the file. Lists are arrays, structs and maps
 * objects, bytes `Uint8Array`s, and what is not there is `null`.
 *
 * To read is asynchronous: `computeSync` cannot do it.
 *
 * @param paths - a path, a pattern such as `"tables/*.parquet"`, a URL, or an array of these
 *
 * @typeParam T - the elements: what the schema makes of them; without one it can be said, and nobody looks whether it is so
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 *
 * @throws InvalidArgumentError when a file is not there or no Parquet file, a pattern matches none, a column is in one of the
 * files not there, `schema` is no function that makes one, and for unknown and invalid options
 * @throws TaskError at compute, when a file cannot be read or is damaged; with a {@link RecordError} as its `cause` when a row
 * is not as the schema says
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { readParquet, toParquet } from "@holdall/io";
 *
 * const people = Bag.fromSequence([
 *   { name: "Ada", born: 1815 },
 *   { name: "Grace", born: 1906 },
 * ]);
 * await toParquet(people, "scientists", { schema: { name: "string", born: "int32" } }).compute({ scheduler: "sync" });
 *
 * const recent = readParquet<{ name: string }>("scientists/*.parquet", { columns: ["name"], filter: { born: { gt: 1900 } } });
 * console.log(recent.npartitions, await recent.compute({ scheduler: "sync" })); // 1 [ { name: 'Grace' } ]
 * ```
 */
export function readParquet<T = Record<string, unknown>, R = never, const P extends boolean = false>(
  paths: FilePaths,
  given?: ReadParquetOptions<T, R, P>,
): Bag<WithPath<T, P> | Awaited<R>> {
  const {
    columns,
    filter,
    rowGroupsPerPartition,
    binaryAsString = false,
    ...table
  } = parseOptions(options, given ?? {}, where);
  const { onError, fileSystem } = table;
  const common = tableFormatOf(table, where);
  const filters = parseFilters(filter, where);
  const files = assertRanges(listFiles(paths, { where, fileSystem }), where);
  const { places, schemas } = listRowGroups(files, { columns, filters, where, fileSystem });
  const format: RowFormat = { ...common, schemas, columns, filters, binaryAsString };
  const records = readRecords({
    blocks: places,
    blocksPerPartition: rowGroupsPerPartition,
    operation: "readParquet",
    read: task("readRows"),
    format,
    onError,
  });
  return records as Bag<WithPath<T, P> | Awaited<R>>;
}
