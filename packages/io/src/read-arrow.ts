import type { Bag } from "@holdall/bag";
import { parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { listBatches } from "./arrow/batch-place.ts";
import { loadArrow } from "./arrow/library.ts";
import { assertRanges } from "./file-block.ts";
import { listFiles, type FilePaths } from "./list-files.ts";
import { readRecords } from "./records/read-records.ts";
import type { WithPath } from "./records/record-options.ts";
import { tableFormatOf, tableShape, type TableOptions } from "./records/table-options.ts";
import { task } from "./task.ts";

/**
 * Options of {@link readArrow}. A function for errors is given the record.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface ReadArrowOptions<T = unknown, R = unknown, P extends boolean = boolean> extends TableOptions<
  T,
  Record<string, unknown>,
  R,
  P
> {
  /** How many record batches make a partition, for many small ones, also of different files. @default 1 */
  readonly batchesPerPartition?: number | undefined;
}

const where = "readArrow()";
const options = z.strictObject({
  ...tableShape,
  batchesPerPartition: wholeNumber(1).optional(),
});

/**
 * Makes a bag of the rows of Arrow files (IPC, which Feather's second version is too), as objects. Each record batch of a file
 * is a partition: its end is read at the call, where it says what it has. A file that is a stream is one partition, read
 * batch by batch.
 *
 * It needs the package apache-arrow, which is not installed with holdall: `npm install apache-arrow`.
 *
 * 64-bit integers are bigints, unless `int64` says otherwise. Timestamps and dates are `Date`s, to the millisecond; decimals
 * are numbers, to about 15 digits; times and durations are numbers or bigints in the unit of the file. Lists are arrays,
 * structs and maps objects, bytes `Uint8Array`s, what is in dictionaries is what it stands for, and what is not there is
 * `null`. Buffers may be packed by LZ4 and zstd.
 *
 * @param paths - a path, a pattern such as `"tables/*.arrow"`, a URL, or an array of these
 *
 * @typeParam T - the elements: what the schema makes of them; without one it can be said, and nobody looks whether it is so
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 *
 * @throws InvalidArgumentError when a file is not there or no Arrow file, a pattern matches none, apache-arrow is not
 * installed, `schema` is no function that makes one, and for unknown and invalid options
 * @throws TaskError at compute, when a file cannot be read or is damaged; with a {@link RecordError} as its `cause` when a row
 * is not as the schema says
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { readArrow, toArrow } from "@holdall/io";
 *
 * const cells = Bag.range(4, { npartitions: 1 }).map((x) => ({ x, row: [x, x * x] }));
 * await toArrow(cells, "grid", { batchSize: 3 }).compute({ scheduler: "sync" });
 *
 * const read = readArrow("grid/*.arrow");
 * console.log(read.npartitions, await read.pluck("row").compute({ scheduler: "sync" })); // 2 [ [ 0, 0 ], [ 1, 1 ], [ 2, 4 ], [ 3, 9 ] ]
 * ```
 */
export function readArrow<T = Record<string, unknown>, R = never, const P extends boolean = false>(
  paths: FilePaths,
  given?: ReadArrowOptions<T, R, P>,
): Bag<WithPath<T, P> | Awaited<R>> {
  const { batchesPerPartition, ...table } = parseOptions(options, given ?? {}, where);
  const { onError, fileSystem } = table;
  const format = tableFormatOf(table, where);
  loadArrow(where);
  const files = assertRanges(listFiles(paths, { where, fileSystem }), where);
  const records = readRecords({
    blocks: listBatches(files, { where, fileSystem }),
    blocksPerPartition: batchesPerPartition,
    operation: "readArrow",
    read: task("readBatchRows"),
    format,
    onError,
  });
  return records as Bag<WithPath<T, P> | Awaited<R>>;
}
