import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What can be given as a directory. */
export const directorySchema: z.ZodType<string | URL> = z
  .custom<string | URL>((value) => {
    if (value instanceof URL) return value.protocol === "file:";
    return typeof value === "string" && value !== "" && !value.includes("\0");
  })
  .describe("the path or file: URL of a directory");

/** The absolute path of a directory. */
export function directoryPath(directory: string | URL): string {
  return path.resolve(directory instanceof URL ? fileURLToPath(directory) : directory);
}
