/** How the bytes of a file are compressed. */
export type FileCompression = "none" | "gzip" | "deflate" | "brotli" | "zstd";

const byExtension: readonly (readonly [extension: string, compression: Exclude<FileCompression, "none">])[] =
  [
    [".gz", "gzip"],
    [".deflate", "deflate"],
    [".br", "brotli"],
    [".zst", "zstd"],
  ];

/** The compression that the name of a file tells of. */
export function compressionByName(file: string): FileCompression {
  const name = file.toLowerCase();
  return byExtension.find(([end]) => name.endsWith(end))?.[1] ?? "none";
}

/** What names of files that are compressed in this way end with. */
export function extensionOf(compression: FileCompression): string {
  return byExtension.find(([, one]) => one === compression)?.[0] ?? "";
}
