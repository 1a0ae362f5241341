export type { FilePaths } from "./list-files.ts";
export { readText, type LinesWithPath, type ReadTextOptions } from "./read-text.ts";
export { toCsv, type ToCsvOptions } from "./to-csv.ts";
export { toJsonLines, type ToJsonLinesOptions } from "./to-json-lines.ts";
export { toTextFiles, type ToTextFilesOptions } from "./to-text-files.ts";
export type { FileCompression } from "./write/compression.ts";
export type { OutputPath } from "./write/name-files.ts";
export type { WriteFilesOptions } from "./write/write-files.ts";
export type { WrittenFile } from "./write/written-file.ts";
