import * as zlib from "node:zlib";
import { InvalidArgumentError } from "@holdall/core/task";
import { compressionByName, type ReadableCompression } from "./file-compression.ts";

/** How the bytes of a file are compressed that has to be decompressed. */
export type Compression = Exclude<ReadableCompression, "none">;

/**
 * How a file is compressed: as asked for, or as its name says; nothing for one that is not.
 * @throws InvalidArgumentError for a compression that cannot be read here
 */
export function compressionOf(
  path: string,
  asked: Compression | "infer" | "none",
  where: string,
): Compression | undefined {
  const compression = asked === "infer" ? compressionByName(nameOf(path)) : asked;
  if (compression === "none") return undefined;
  if (compression === "zstd" && !("createZstdDecompress" in zlib)) {
    throw new InvalidArgumentError(
      `${where}: Expected a compression that this version of Node can read, got "zstd" for ${JSON.stringify(path)}: Node reads it from 22.15 on, and this is ${process.version}.`,
    );
  }
  return compression;
}

/** The path of a URL of HTTP is what is before its query. */
function nameOf(path: string): string {
  return /^https?:\/\//i.test(path) ? new URL(path).pathname : path;
}
