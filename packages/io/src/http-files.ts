import { duration, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { createHttpFiles } from "./file-system/http/http-files.ts";
import type { FileSystem } from "./file-system/file-system.ts";

/** Options of {@link httpFiles}. */
export interface HttpFilesOptions {
  /** What is sent with each request: `{ authorization: "Bearer …" }`. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * How many times in a row a request is tried again that gets no answer, one that passes (5xx, 408, 425, 429), or one that
   * breaks off. Between two there is a tenth of a second, then twice that, and so on up to ten seconds, unless the server
   * says how long. What has come is not asked for again, and begins to count anew.
   * @default 5
   */
  readonly retries?: number | undefined;
  /** For how many milliseconds nothing may come before a request is given up and tried again. @default 30_000 */
  readonly timeout?: number | undefined;
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    new Headers(headers);
    return true;
  } catch {
    return false;
  }
}

const where = "httpFiles()";
const schema = z.strictObject({
  headers: z
    .record(z.string(), z.string())
    .refine(areHeaders)
    .describe("an object whose keys and values are what headers may have")
    .optional(),
  retries: wholeNumber(0).optional(),
  timeout: duration().optional(),
});

/**
 * The files of web servers as a {@link FileSystem}, by their URLs. Readers use it for `http://` and `https://` by themselves;
 * it has to be given where it needs options.
 *
 * A file is read in ranges, where the server has them. Otherwise, or where it does not say how long the file is, it is one
 * partition, and is read from its beginning to its end. A file whose etag, or else its time of change, is another one than when
 * the bag was made is an error. User and password in a URL are sent as basic authentication.
 *
 * @throws InvalidArgumentError for unknown and invalid options
 *
 * @example
 * ```ts
 * import { httpFiles, readJsonLines, type FileSystem } from "@holdall/io";
 *
 * const withToken = (): FileSystem => httpFiles({ headers: { authorization: "Bearer 123" }, retries: 2 });
 * const readEvents = (day: string) =>
 *   readJsonLines(`https://example.org/${day}.jsonl`, { fileSystem: withToken });
 * console.log(readEvents.length); // 1
 * ```
 */
export function httpFiles(options: HttpFilesOptions = {}): FileSystem {
  const { headers = {}, retries = 5, timeout = 30_000 } = parseOptions(schema, options, where);
  return createHttpFiles({ headers, retries, timeout });
}
