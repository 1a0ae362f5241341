import type { Bag } from "@holdall/bag";
import { parseOptions } from "@holdall/core";
import { z } from "zod";
import { blockSizeSchema, defaultBlockSize } from "./block-size.ts";
import { assertRanges, cutFile } from "./file-block.ts";
import { listFiles, type FilePaths } from "./list-files.ts";
import { readRecords } from "./records/read-records.ts";
import type { WithPath } from "./records/record-options.ts";
import { tableFormatOf, tableShape, type TableOptions } from "./records/table-options.ts";
import { task } from "./task.ts";

/**
 * Options of {@link readAvro}. A function for errors is given the record.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface ReadAvroOptions<T = unknown, R = unknown, P extends boolean = boolean> extends TableOptions<
  T,
  unknown,
  R,
  P
> {
  /**
   * About how many bytes of a file make a partition: files are cut where a block of theirs begins. `false` for whole files.
   * @default 33_554_432, which are 32 MiB
   */
  readonly blockSize?: number | false | undefined;
}

const where = "readAvro()";
const options = z.strictObject({
  ...tableShape,
  blockSize: blockSizeSchema.optional(),
});

/**
 * Makes a bag of the records of Avro files (object container files). Nothing is read before `compute`, but for how long the
 * files are; then each partition is read by the worker that works on it, block by block.
 *
 * Records and maps are objects, arrays arrays, enums strings, bytes and fixed ones `Uint8Array`s, and the values of unions what
 * they are. `long` is a bigint, unless `int64` says otherwise; dates and timestamps are `Date`s, to the millisecond, and
 * decimals numbers, to about 15 digits. Blocks may be packed by deflate, snappy and zstandard.
 *
 * @param paths - a path, a pattern such as `"events/*.avro"`, a URL, or an array of these
 *
 * @typeParam T - the elements: what the schema makes of them; without one it can be said, and nobody looks whether it is so
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 *
 * @throws InvalidArgumentError when a file is not there, a pattern matches none, `schema` is no function that makes one, and
 * for unknown and invalid options
 * @throws TaskError at compute, when a file is no Avro file, damaged or has become shorter; with a {@link RecordError} as its
 * `cause` when a record is not as the schema says
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { readAvro, toAvro } from "@holdall/io";
 *
 * const events = Bag.fromSequence([{ kind: "open", size: 5n }, { kind: "close", size: null }], { npartitions: 1 });
 * await toAvro(events, "doors").compute({ scheduler: "sync" });
 *
 * const read = readAvro("doors/*.avro");
 * console.log(await read.compute({ scheduler: "sync" })); // [ { kind: 'open', size: 5n }, { kind: 'close', size: null } ]
 * ```
 */
export function readAvro<T = Record<string, unknown>, R = never, const P extends boolean = false>(
  paths: FilePaths,
  given?: ReadAvroOptions<T, R, P>,
): Bag<WithPath<T, P> | Awaited<R>> {
  const { blockSize = defaultBlockSize, ...table } = parseOptions(options, given ?? {}, where);
  const { onError, fileSystem } = table;
  const format = tableFormatOf(table, where);
  const files = assertRanges(listFiles(paths, { where, fileSystem }), where);
  const records = readRecords({
    blocks: files.flatMap((file) => cutFile(file, blockSize === false ? Infinity : blockSize)),
    operation: "readAvro",
    read: task("readAvroRecords"),
    format,
    onError,
  });
  return records as Bag<WithPath<T, P> | Awaited<R>>;
}
