import { z } from "zod";
import type { MakeFileSystem } from "./file-system-of.ts";

/** What makes a file system, as an option. */
export const fileSystemSchema: z.ZodType<MakeFileSystem> = z
  .custom<MakeFileSystem>((value) => typeof value === "function")
  .describe("a function that makes a file system");
