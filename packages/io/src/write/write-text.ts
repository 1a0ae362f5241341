import type { Bag, ElementWriter } from "@holdall/bag";
import { InvalidArgumentError } from "@holdall/core";
import { z } from "zod";
import { compressionByName, extensionOf, type FileCompression } from "../file-compression.ts";
import { assertCanPack } from "./assert-can-pack.ts";
import type { OutputPath } from "./name-files.ts";
import type { PartPlace } from "./part-text.ts";
import { outputShape, writeFiles, type OutputOptions } from "./write-files.ts";
import type { WrittenFile } from "./written-file.ts";

/** Options of all that writes files of text. */
export interface WriteFilesOptions extends OutputOptions {
  /**
   * How files are packed; `"infer"` by their extension: `.gz` or `.bgz`, `.deflate`, `.br`, `.zst`. Gzip and zstd are packed as it
   * goes, a megabyte at a time; deflate and brotli when the partition is whole, which is in memory until then. Zstd needs
   * Node 22.15.
   * @default "infer"
   */
  readonly compression?: FileCompression | "infer" | undefined;
  /** @default "utf8" */
  readonly encoding?: "utf8" | "latin1" | "utf16le" | undefined;
}

const encodings = ["utf8", "latin1", "utf16le"] as const;
const compressions = ["infer", "none", "gzip", "deflate", "brotli", "zstd"] as const;

/** The schemas of {@link WriteFilesOptions}. */
export const writeFilesShape: {
  readonly [K in keyof WriteFilesOptions]-?: z.ZodType<WriteFilesOptions[K]>;
} = {
  ...outputShape,
  compression: z
    .enum(compressions)
    .describe(compressions.map((name) => `"${name}"`).join(" or "))
    .optional(),
  encoding: z.enum(encodings).describe('"utf8", "latin1" or "utf16le"').optional(),
};

/** What ends lines, as an option. */
export const lineEndSchema: z.ZodType<string> = z
  .string()
  .min(1)
  .describe("a string of at least one character");

/** Elements, and how they become files of text. */
interface TextToWrite<T, F> {
  readonly bag: Bag<T>;
  readonly path: OutputPath;
  readonly options: WriteFilesOptions;
  /** What the user called. */
  readonly operation: string;
  /** What names in a folder end with, but for that of the compression. */
  readonly extension: string;
  /** Goes to the workers with the place of each file. */
  readonly format: F;
  readonly open: (place: PartPlace & F) => ElementWriter<T, WrittenFile>;
}

/** A bag of what came of each file. */
export function writeText<T, F extends object>({
  options: { ifExists, fileSystem, compression = "infer", encoding = "utf8" },
  extension,
  format,
  ...files
}: TextToWrite<T, F>): Bag<WrittenFile> {
  const packed = compression === "infer" ? "" : extensionOf(compression);
  return writeFiles({
    ...files,
    ifExists,
    fileSystem,
    extension: `${extension}${packed}`,
    placeOf(file) {
      const where = `${files.operation}()`;
      const own = compression === "infer" ? packingByName(file, where) : compression;
      assertCanPack(own, { where });
      return { ...format, path: file, encoding, compression: own };
    },
  });
}

/** @throws InvalidArgumentError where files of this name can only be read */
function packingByName(file: string, where: string): FileCompression {
  const compression = compressionByName(file);
  if (compression !== "bzip2" && compression !== "xz") return compression;
  throw new InvalidArgumentError(
    `${where}: Expected a file that is packed by gzip, deflate, brotli or zstd, or not at all, got ${JSON.stringify(file)}: ${compression} can only be read. If its name does not mean it, say \`compression: "none"\`.`,
  );
}
