import { readWith, type Bag } from "@holdall/bag";
import { InvalidArgumentError, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { FileBlock } from "./file-block.ts";
import { fileSystemShape, type FileSystemOption } from "./file-system/file-system-option.ts";
import { listFiles, type FilePaths, type ListedFile } from "./list-files.ts";
import type { WithPath } from "./records/record-options.ts";
import { task } from "./task.ts";

/**
 * Options of {@link readBinary}.
 * @typeParam P - whether elements are pairs, with the path of their file
 */
export interface ReadBinaryOptions<P extends boolean = boolean> extends FileSystemOption {
  /**
   * How many bytes of a file are an element; the last one of a file has what is left. A multiple of their size, for records
   * that are all of one size.
   * @default whole files
   */
  readonly blockSize?: number | undefined;
  /** How many whole files make a partition, for many small ones: an alternative to `blockSize`. @default 1 */
  readonly filesPerPartition?: number | undefined;
  /** Whether elements are pairs, with the path of their file. @default false */
  readonly includePath?: P | undefined;
}

const where = "readBinary()";
const schema = z.strictObject({
  ...fileSystemShape,
  blockSize: wholeNumber(1).optional(),
  filesPerPartition: wholeNumber(1).optional(),
  includePath: z.boolean().describe("true or false").optional(),
});

/**
 * Makes a bag of the bytes of files, as they are: an element for each file, or for each block of it. Each is a partition, and
 * read by the worker that works on it. An empty file is an element without bytes.
 *
 * @param paths - a path, a pattern such as `"images/*.png"`, a URL, or an array of these
 *
 * @typeParam P - whether elements are pairs, with the path of their file
 *
 * @throws InvalidArgumentError when a file is not there, a pattern matches none, and for unknown, invalid and conflicting
 * options
 * @throws TaskError at compute, when a file cannot be read, has become shorter, or is another one by now (a remote one)
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { readBinary } from "@holdall/io";
 *
 * writeFileSync("heights.bin", Float64Array.of(12.5, 8, 40));
 * const heights = readBinary("heights.bin", { blockSize: 2 * 8 }).flatMap((bytes) => new Float64Array(bytes.buffer));
 * console.log(heights.npartitions, await heights.compute({ scheduler: "sync" })); // 2 [ 12.5, 8, 40 ]
 * ```
 */
export function readBinary<const P extends boolean = false>(
  paths: FilePaths,
  options?: ReadBinaryOptions<P>,
): Bag<WithPath<Uint8Array<ArrayBuffer>, P>> {
  const {
    blockSize = Infinity,
    filesPerPartition,
    includePath = false,
    fileSystem,
  } = parseOptions(schema, options ?? {}, where);
  if (blockSize !== Infinity && filesPerPartition !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected one of \`blockSize\` and \`filesPerPartition\`, got both (${blockSize} and ${filesPerPartition}).`,
    );
  }
  const blocks = listFiles(paths, { where, fileSystem }).flatMap((file) => cutIntoBlocks(file, blockSize));
  const format = { includePath, fileSystem };
  const bytes = readWith(blocks, task("readBlocks"), {
    operation: "readBinary",
    partitionSize: filesPerPartition,
    args: [format],
  });
  return bytes as Bag<WithPath<Uint8Array<ArrayBuffer>, P>>;
}

function cutIntoBlocks(file: ListedFile, blockSize: number): FileBlock[] {
  const { size } = file;
  const count = size === Infinity ? 1 : Math.max(1, Math.ceil(size / blockSize));
  return Array.from({ length: count }, (_, i) => ({
    ...file,
    start: i === 0 ? 0 : i * blockSize,
    end: i === count - 1 ? size : (i + 1) * blockSize,
  }));
}
