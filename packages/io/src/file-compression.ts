/** How the bytes of a file are compressed that can be written. */
export type FileCompression = "none" | "gzip" | "deflate" | "brotli" | "zstd";

/** How the bytes of a file are compressed that can be read. */
export type ReadableCompression = FileCompression | "bzip2" | "xz";

const byExtension: readonly (readonly [
  extension: string,
  compression: Exclude<ReadableCompression, "none">,
])[] = [
  [".gz", "gzip"],
  [".bgz", "gzip"],
  [".deflate", "deflate"],
  [".br", "brotli"],
  [".zst", "zstd"],
  [".bz2", "bzip2"],
  [".xz", "xz"],
];

/** The compression that the name of a file tells of. */
export function compressionByName(file: string): ReadableCompression {
  const name = file.toLowerCase();
  return byExtension.find(([end]) => name.endsWith(end))?.[1] ?? "none";
}

/** What names of files that are compressed in this way end with. */
export function extensionOf(compression: FileCompression): string {
  return byExtension.find(([, one]) => one === compression)?.[0] ?? "";
}
