import * as zlib from "node:zlib";
import type { Transform } from "node:stream";
import { InvalidArgumentError } from "@holdall/core/task";
import { compressionByName, type FileCompression } from "./file-compression.ts";

/** How the bytes of a file are compressed that has to be decompressed. */
export type Compression = Exclude<FileCompression, "none">;

// Node cannot read these, and no library that is kept up can: as text they would be garbage.
const unreadable = [".bz2", ".xz"];

/** What `createZstdDecompress` of newer versions of Node is. */
type WithZstd = Partial<Record<"createZstdDecompress", (options: zlib.ZlibOptions) => Transform>>;

// What comes out at a time.
const chunkSize = 2 ** 18;

/**
 * How a file is compressed: as asked for, or as its name says; nothing for one that is not.
 * @throws InvalidArgumentError for a compression that cannot be read here
 */
export function compressionOf(
  path: string,
  asked: Compression | "infer" | "none",
  where: string,
): Compression | undefined {
  if (asked === "none") return undefined;
  const compression = asked === "infer" ? infer(path, where) : asked;
  if (compression === "zstd" && (zlib as WithZstd).createZstdDecompress === undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected a compression that this version of Node can read, got "zstd" for ${JSON.stringify(path)}: Node reads it from 22.15 on, and this is ${process.version}.`,
    );
  }
  return compression;
}

function infer(path: string, where: string): Compression | undefined {
  const name = nameOf(path).toLowerCase();
  const extension = unreadable.find((end) => name.endsWith(end));
  if (extension !== undefined) {
    throw new InvalidArgumentError(
      `${where}: Expected a file that is compressed by gzip, deflate, brotli or zstd, or not at all, got ${JSON.stringify(path)}. If its name does not mean it, say \`compression: "none"\`.`,
    );
  }
  const compression = compressionByName(name);
  return compression === "none" ? undefined : compression;
}

/** The path of a URL of HTTP is what is before its query. */
function nameOf(path: string): string {
  return /^https?:\/\//i.test(path) ? new URL(path).pathname : path;
}

/** A stream that takes compressed bytes, and gives what they were. */
export function createDecompressor(compression: Compression): Transform {
  switch (compression) {
    case "gzip":
      return zlib.createGunzip({ chunkSize });
    case "deflate":
      return zlib.createInflate({ chunkSize });
    case "brotli":
      return zlib.createBrotliDecompress({ chunkSize });
    case "zstd":
      return (zlib as WithZstd).createZstdDecompress!({ chunkSize });
    default:
      return compression satisfies never;
  }
}
