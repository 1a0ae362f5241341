import type { Bag } from "@holdall/bag";
import { parseOptions } from "@holdall/core";
import { z } from "zod";
import type { FilePaths } from "./list-files.ts";
import { assertSchemaMaker } from "./records/element-schema.ts";
import { isHandled, readRecords } from "./records/read-records.ts";
import { recordShape, type RecordOptions, type WithPath } from "./records/record-options.ts";
import { task } from "./task.ts";
import { listBlocks, textFileShape } from "./text/text-options.ts";

/**
 * Options of {@link readJsonLines}. A function for errors is given the line.
 *
 * @typeParam T - what an element is once it is validated
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export type ReadJsonLinesOptions<T = unknown, R = unknown, P extends boolean = boolean> = RecordOptions<
  T,
  string,
  R,
  P
>;

const where = "readJsonLines()";
const options = z.strictObject({ ...textFileShape, ...recordShape });

/**
 * Makes a bag of the values of files that have one in JSON on each line, as logs and exports do. Empty lines are skipped.
 * Files are found, cut into blocks, decompressed and read in the workers as `readText` does it.
 *
 * @param paths - a path, a pattern such as `"logs/*.jsonl"`, a URL, or an array of these
 *
 * @typeParam T - the elements: what the schema makes of them; without one it can be said, and nobody looks whether it is so
 * @typeParam R - what a function for errors returns
 * @typeParam P - whether elements are pairs, with the path of their file
 *
 * @throws InvalidArgumentError when a file is not there, a pattern matches none, a compressed file is longer than the
 * `blockSize` that is given and cannot be cut, `schema` is no function that makes one, and for unknown, invalid and conflicting options
 * @throws TaskError at compute, with a {@link RecordError} as its `cause` when a line is no JSON or not as the schema says,
 * and for what goes wrong with `readText`
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { readJsonLines } from "@holdall/io";
 * import { z } from "zod";
 *
 * writeFileSync("orders.jsonl", '{"item":"tea","price":3}\n{"item":"cake","price":5}\n{"item":"tea"}\n');
 *
 * const orders = readJsonLines("orders.jsonl", {
 *   schema: () => z.object({ item: z.string(), price: z.number() }),
 *   onError: "skip",
 * });
 * console.log(await orders.pluck("price").sum().compute({ scheduler: "sync" })); // 8
 * ```
 */
export function readJsonLines<T = unknown, R = never, const P extends boolean = false>(
  paths: FilePaths,
  given?: ReadJsonLinesOptions<T, R, P>,
): Bag<WithPath<T, P> | Awaited<R>> {
  const parsed = parseOptions(options, given ?? {}, where);
  const { schema, onError, filesPerPartition, ...text } = parsed;
  assertSchemaMaker(schema, where);
  const format = { schema, isSettled: isHandled(onError), fileSystem: text.fileSystem };
  const records = readRecords({
    blocks: listBlocks(paths, { ...text, filesPerPartition, where }),
    operation: "readJsonLines",
    read: task("readJsonRecords"),
    format,
    onError,
    blocksPerPartition: filesPerPartition,
  });
  return records as Bag<WithPath<T, P> | Awaited<R>>;
}
