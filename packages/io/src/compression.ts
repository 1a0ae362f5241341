import { compressionByName, type ReadableCompression } from "./file-compression.ts";

/** How the bytes of a file are compressed that has to be decompressed. */
export type Compression = Exclude<ReadableCompression, "none">;

/** How a file is compressed: as asked for, or as its name says; nothing for one that is not. */
export function compressionOf(path: string, asked: Compression | "infer" | "none"): Compression | undefined {
  const compression = asked === "infer" ? compressionByName(nameOf(path)) : asked;
  return compression === "none" ? undefined : compression;
}

/** The path of a URL of HTTP is what is before its query. */
function nameOf(path: string): string {
  return /^https?:\/\//i.test(path) ? new URL(path).pathname : path;
}
