import { InvalidArgumentError, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { blockSizeSchema, defaultBlockSize } from "../block-size.ts";
import { compressionOf } from "../compression.ts";
import { fileSystemShape, type FileSystemOption } from "../file-system/file-system-option.ts";
import type { ReadableCompression } from "../file-compression.ts";
import { listFiles } from "../list-files.ts";
import { findMemberFiles } from "../members/find-member-files.ts";
import { overlapsItself } from "./delimiter.ts";
import { cutIntoBlocks, type TextBlock } from "./text-block.ts";

/** Options of all that reads files of text. */
export interface TextFileOptions extends FileSystemOption {
  /**
   * About how many bytes of a file make a partition: of a compressed one, of what is compressed. `false` for whole files, as
   * compressed ones are read unless they are made of many parts, as `bgzip` and `pzstd` make them.
   * @default 33_554_432, which are 32 MiB
   */
  readonly blockSize?: number | false | undefined;
  /** How many whole files make a partition, for many small ones: an alternative to `blockSize`. */
  readonly filesPerPartition?: number | undefined;
  /**
   * How files are compressed: by default as the ends of their names say, which are `.gz` or `.bgz`, `.deflate`, `.br`, `.zst`,
   * `.bz2` and `.xz`.
   * @default "infer"
   */
  readonly compression?: ReadableCompression | "infer" | undefined;
  /** @default "utf8" */
  readonly encoding?: "utf8" | "latin1" | "utf16le" | undefined;
  /** What is done about bytes that are no text: `"strict"` is an error, `"replace"` puts U+FFFD. @default "strict" */
  readonly errors?: "strict" | "replace" | undefined;
  /** Whether elements are pairs, with the path of their file. @default false */
  readonly includePath?: boolean | undefined;
}

/** The schemas of {@link TextFileOptions}. */
export const textFileShape: {
  readonly [K in keyof TextFileOptions]-?: z.ZodType<TextFileOptions[K]>;
} = {
  blockSize: blockSizeSchema.optional(),
  filesPerPartition: wholeNumber(1).optional(),
  compression: z
    .enum(["infer", "none", "gzip", "deflate", "brotli", "zstd", "bzip2", "xz"])
    .describe('"infer", "none", "gzip", "deflate", "brotli", "zstd", "bzip2" or "xz"')
    .optional(),
  encoding: z.enum(["utf8", "latin1", "utf16le"]).describe('"utf8", "latin1" or "utf16le"').optional(),
  errors: z.enum(["strict", "replace"]).describe('"strict" or "replace"').optional(),
  includePath: z.boolean().describe("true or false").optional(),
  ...fileSystemShape,
};

/** The places to read that options ask for. */
export interface TextPlaces extends TextFileOptions {
  /** The call, for messages. */
  readonly where: string;
  readonly delimiter?: string | undefined;
  readonly keepEnds?: boolean | undefined;
}

/** @throws InvalidArgumentError when files are not there, and for options that go neither together nor with the files */
export function listBlocks(paths: unknown, options: TextPlaces): TextBlock[] {
  const { blockSize, filesPerPartition, delimiter, compression = "infer", where, fileSystem } = options;
  if (blockSize !== undefined && filesPerPartition !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected one of \`blockSize\` and \`filesPerPartition\`, got both (${blockSize} and ${filesPerPartition}).`,
    );
  }
  if (options.encoding === "latin1" && delimiter !== undefined && !isLatin1(delimiter)) {
    throw new InvalidArgumentError(
      `${where}: Expected \`delimiter\` to be of characters that latin1 has, got ${JSON.stringify(delimiter)}.`,
    );
  }
  const isWhole =
    blockSize === false ||
    filesPerPartition !== undefined ||
    (delimiter !== undefined && overlapsItself(delimiter));
  const size = isWhole ? Infinity : (blockSize ?? defaultBlockSize);
  const format = {
    delimiter,
    encoding: options.encoding ?? "utf8",
    isStrict: options.errors !== "replace",
    keepEnds: options.keepEnds ?? false,
    includePath: options.includePath ?? false,
  };
  const files = listFiles(paths, { where, fileSystem }).map((file) => ({
    file,
    compression: compressionOf(file.path, compression),
  }));
  // Behind bytes nobody knows of, it cannot be told which two are a character.
  const longerThan = options.encoding === "utf16le" ? Infinity : size;
  const inMembers = findMemberFiles(files, { longerThan, fileSystem, where });
  return files.flatMap(({ file, compression: own }) => {
    const isCut = own === undefined || file.size <= size || inMembers.has(file);
    if (!isCut && typeof blockSize === "number") {
      throw new InvalidArgumentError(
        `${where}: Expected \`blockSize\` to be false or left out, got ${blockSize}: ${JSON.stringify(file.path)} is compressed by ${own}, and cannot be cut.`,
      );
    }
    return cutIntoBlocks(file, { blockSize: isCut ? size : Infinity, compression: own, format });
  });
}

function isLatin1(text: string): boolean {
  return Buffer.from(text, "latin1").toString("latin1") === text;
}
