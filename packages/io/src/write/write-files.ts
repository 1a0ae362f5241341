import { statSync, type Stats } from "node:fs";
import { writeWith, Bag, type ElementWriter } from "@holdall/bag";
import { describeValue, InvalidArgumentError } from "@holdall/core";
import { z } from "zod";
import { compressionByName, extensionOf, type FileCompression } from "../file-compression.ts";
import { canPack } from "./compression.ts";
import { nameFiles, type OutputPath } from "./name-files.ts";
import type { PartPlace } from "./part-file.ts";
import { removeTemporaryFiles } from "./temporary-files.ts";
import type { WrittenFile } from "./written-file.ts";

/** Options of all that writes files. */
export interface WriteFilesOptions {
  /**
   * What is done about files that are there already, which is looked at when a run is made, before any of it runs. With
   * `"error"` nothing runs then; with `"skip"` their partitions are neither computed nor written.
   *
   * A bag that has been computed takes the files for its own: `"error"` is for those that were there before.
   * @default "error"
   */
  readonly ifExists?: "error" | "overwrite" | "skip" | undefined;
  /**
   * How files are packed; `"infer"` by their extension: `.gz`, `.deflate`, `.br`, `.zst`. Gzip and zstd are packed as it
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
  ifExists: z.enum(["error", "overwrite", "skip"]).describe('"error", "overwrite" or "skip"').optional(),
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

/** Elements, and how they become files. */
export interface FilesToWrite<T, F> {
  readonly bag: Bag<T>;
  readonly path: OutputPath;
  readonly options: WriteFilesOptions;
  /** What the user called. */
  readonly operation: string;
  /** What names in a folder end with. */
  readonly extension: string;
  /** Goes to the workers with the place of each file. */
  readonly format: F;
  readonly open: (place: PartPlace & F) => ElementWriter<T, WrittenFile>;
}

/** A bag of what came of each file. */
export function writeFiles<T, F extends object>({
  bag,
  path,
  options: { ifExists = "error", compression = "infer", encoding = "utf8" },
  operation,
  extension,
  format,
  open,
}: FilesToWrite<T, F>): Bag<WrittenFile> {
  const where = `${operation}()`;
  if (!Bag.is(bag))
    throw new InvalidArgumentError(`${where}: Expected \`bag\` to be a Bag, got ${describeValue(bag)}.`);
  const packed = compression === "infer" ? "" : extensionOf(compression);
  const files = nameFiles(path, {
    npartitions: bag.npartitions,
    extension: `${extension}${packed}`,
    where,
  });
  const places = files.map((file) => {
    const own = compression === "infer" ? compressionByName(file) : compression;
    if (!canPack(own)) {
      throw new InvalidArgumentError(
        `${where}: Expected a \`compression\` other than zstd, which Node has from version 22.15 on and this is ${process.version}.`,
      );
    }
    return { ...format, path: file, encoding, compression: own };
  });
  return writeWith(bag, places, open, {
    operation,
    begin: createCheck(files, { ifExists, where }),
    end: () => removeTemporaryFiles(files),
  });
}

interface CheckOptions {
  readonly ifExists: "error" | "overwrite" | "skip";
  readonly where: string;
}

/** Looks which files are there, and says what they are where they are to be left alone. */
function createCheck(
  files: readonly string[],
  { ifExists, where }: CheckOptions,
): () => (WrittenFile | undefined)[] {
  let isOwn = false;
  return () => {
    const stats = files.map(statsOf);
    if (ifExists === "error" && !isOwn) {
      assertNone(
        files.filter((_, i) => stats[i] !== undefined),
        where,
      );
    }
    isOwn = true;
    return stats.map((one, i) =>
      ifExists === "skip" && one?.isFile() === true
        ? { path: files[i]!, status: "skipped", count: undefined, bytes: one.size }
        : undefined,
    );
  };
}

// What keeps a file from being looked at keeps it from being written, which then says so.
function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function assertNone([first, ...others]: readonly string[], where: string): void {
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `, and so are ${others.length} more`;
  throw new InvalidArgumentError(
    `${where}: The file ${describeValue(first)} is there already${more}. Say by \`ifExists\` whether to "overwrite" or to "skip" such files.`,
  );
}
