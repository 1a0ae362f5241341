import type { Bag } from "@holdall/bag";
import { InvalidArgumentError, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { parseAvroSchema, type AvroSchema } from "./avro/avro-schema.ts";
import type { AvroCodec } from "./avro/codec.ts";
import { assertCanPack } from "./write/assert-can-pack.ts";
import { task } from "./task.ts";
import type { OutputPath } from "./write/name-files.ts";
import { outputShape, writeFiles, type OutputOptions } from "./write/write-files.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** Options of {@link toAvro}. */
export interface ToAvroOptions extends OutputOptions {
  /**
   * The schema, as Avro has it in JSON. Without, it is inferred from the first 10,000 elements of each file: numbers become
   * `double`, bigints `long`, dates `timestamp-millis`, strings, booleans and `Uint8Array`s what they are, arrays and objects
   * arrays and records; all of which may be null.
   */
  readonly schema?: AvroSchema | undefined;
  /** How blocks are packed. `"zstandard"` needs Node 22.15. @default "deflate" */
  readonly codec?: AvroCodec | undefined;
  /** About how many bytes make a block, before it is packed. @default 65_536 */
  readonly blockSize?: number | undefined;
}

const where = "toAvro()";
const codecs = ["null", "deflate", "snappy", "zstandard"] as const;
const options = z.strictObject({
  ...outputShape,
  // Told more about by `parseAvroSchema`.
  schema: z.custom<AvroSchema>().optional(),
  codec: z
    .enum(codecs)
    .describe(codecs.map((name) => `"${name}"`).join(" or "))
    .optional(),
  blockSize: wholeNumber(1).optional(),
});

const defaultBlockSize = 2 ** 16;

/**
 * Makes a bag that writes Avro files (object container files) when it is computed: a file for each partition, in the worker
 * that works on it, with each element as a record.
 *
 * Of a union, an element is written as the first type that it is of. Fields that are not there have their default; keys that
 * the schema does not have are not written. Files come to be as {@link toTextFiles} describes.
 *
 * @param bag - its elements are what the schema says; objects, where it is inferred
 * @param path - a path with one `*`, in whose place comes the number of the partition, with as many digits as the last one
 * has; a folder, in which files are named `part-0.avro`; or a function that names the file of a partition. Folders are made
 * @returns a bag with one element per partition, in order: what came of its file
 *
 * @throws InvalidArgumentError when `schema` is no schema, two partitions have the same file, and for unknown and invalid
 * options; at compute, when a file is there already and `ifExists` is `"error"`
 * @throws TaskError at compute, when an element is not what the schema says, or a file cannot be written
 *
 * @example
 * ```ts
 * import { Bag } from "@holdall/bag";
 * import { toAvro } from "@holdall/io";
 *
 * const schema = { type: "record", name: "Point", fields: [{ name: "x", type: "int" }, { name: "y", type: ["null", "double"] }] };
 * const points = Bag.fromSequence([{ x: 1, y: 0.5 }, { x: 2 }], { npartitions: 1 });
 * const [file] = await toAvro(points, "points-*.avro", { schema }).compute({ scheduler: "sync" });
 * console.log(file!.count); // 2
 * ```
 */
export function toAvro(bag: Bag<unknown>, path: OutputPath, given: ToAvroOptions = {}): Bag<WrittenFile> {
  const {
    ifExists,
    fileSystem,
    schema,
    codec = "deflate",
    blockSize = defaultBlockSize,
  } = parseOptions(options, given, where);
  if (schema !== undefined) assertAvroSchema(schema);
  assertCanPack(codec, { where, option: "codec" });
  return writeFiles({
    bag,
    path,
    ifExists,
    fileSystem,
    operation: "toAvro",
    extension: ".avro",
    placeOf: (file) => ({ path: file, schema, codec, blockSize }),
    open: task("openAvroFile"),
  });
}

function assertAvroSchema(schema: unknown): void {
  try {
    parseAvroSchema(schema);
  } catch (error) {
    throw new InvalidArgumentError(`${where}: ${(error as Error).message}.`);
  }
}
