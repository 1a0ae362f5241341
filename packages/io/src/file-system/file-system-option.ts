import { z } from "zod";
import type { MakeFileSystem } from "./file-system-of.ts";
import type { FileSystem } from "./file-system.ts";

/** What reads files: an option of all readers. */
export interface FileSystemOption {
  /**
   * A function that makes what reads the files, all of them: `() => httpFiles({ headers })`, or a {@link FileSystem} of your
   * own. It is called where files are read, once in each worker, and travels as other functions do.
   * @default by what a path begins with: `http://`, `https://` or `s3://`; all else is on the disk
   */
  readonly fileSystem?: (() => FileSystem) | undefined;
}

/** What makes a file system, as an option. */
export const fileSystemSchema: z.ZodType<MakeFileSystem> = z
  .custom<MakeFileSystem>((value) => typeof value === "function")
  .describe("a function that makes a file system");
