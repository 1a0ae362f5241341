import { z } from "zod";
import type { FileSystem } from "./file-system.ts";

/** Where files are, as an option of all that reads and writes them. */
export interface FileSystemOption {
  /**
   * A function that makes what the files are read or written by, all of them: `() => httpFiles({ headers })`, or a
   * {@link FileSystem} of your own. It is called where files are read and written, once in each worker, and travels as other
   * functions do.
   * @default by what a path begins with: `http://`, `https://` or `s3://`; all else is on the disk
   */
  readonly fileSystem?: (() => FileSystem) | undefined;
}

/** The schema of {@link FileSystemOption}. */
export const fileSystemShape: { readonly fileSystem: z.ZodType<FileSystemOption["fileSystem"]> } = {
  fileSystem: z
    .custom<() => FileSystem>((value) => typeof value === "function")
    .describe("a function that makes a file system")
    .optional(),
};
