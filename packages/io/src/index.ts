export type { FilePaths } from "./list-files.ts";
export { readText, type LinesWithPath, type ReadTextOptions } from "./read-text.ts";
