import { changedFileError, httpStatusError, notThereError, shortFileError } from "../../errors.ts";
import type { FileRange, FileStat, FileSystem } from "../file-system.ts";
import { readResuming, retry } from "../resume.ts";
import { request, type Answer, type RequestOptions } from "./request.ts";

/** What {@link createHttpFiles} is told, checked. */
export interface ResolvedHttpOptions extends RequestOptions {
  readonly retries: number;
}

const defaults: ResolvedHttpOptions = { headers: {}, retries: 5, timeout: 30_000 };

/** The file system of `http:` and `https:` URLs. */
export function createHttpFiles(given: Partial<ResolvedHttpOptions> = {}): FileSystem {
  const options = { ...defaults, ...given };
  return {
    stat: (url) => retry(() => statHttp(url, options), { path: url, retries: options.retries }),
    read: (url, range) =>
      readResuming({
        ...range,
        path: url,
        retries: options.retries,
        open: (start) => openHttp(url, { ...range, start }, options),
      }),
  };
}

const wholeSize = /^bytes (?:\d+-\d+|\*)\/(?<size>\d+)$/;

/**
 * Asks for the first byte, which tells what a HEAD request does not: whether ranges work. It works for signed URLs too, which
 * are good for one method only.
 */
async function statHttp(url: string, options: ResolvedHttpOptions): Promise<FileStat | undefined> {
  const response = await request(url, { range: "bytes=0-0" }, options);
  await response.discard();
  const { status, headers } = response;
  if (status === 404 || status === 410) return undefined;
  const size = wholeSize.exec(headers.get("content-range") ?? "")?.groups!["size"];
  const version = versionOf(response);
  if (status === 206 && size !== undefined && !isEncoded(response)) return { size: Number(size), version };
  // There is no first byte.
  if (status === 416 && size === "0") return { size: 0, version };
  if (status === 200 || status === 206) return { size: undefined, version };
  throw httpStatusError(url, response);
}

async function openHttp(
  url: string,
  { start, end, version, signal }: FileRange,
  options: ResolvedHttpOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const isWhole = start === 0 && end === Infinity;
  const response = await request(
    url,
    {
      ...(!isWhole && { range: `bytes=${start}-${end === Infinity ? "" : end - 1}` }),
      ...(!isWhole && isStrong(version) && { "if-range": version }),
    },
    { ...options, signal },
  );
  const refuse = async (error: Error): Promise<never> => {
    await response.discard();
    throw error;
  };
  const { status } = response;
  if (status === 404 || status === 410) return refuse(notThereError(url));
  if (status === 416) return refuse(shortFileError(url, { size: end, end: start }));
  if (status !== 200 && status !== 206) return refuse(httpStatusError(url, response));
  if (version !== undefined && versionOf(response) !== version) return refuse(changedFileError(url));
  if (status === 206 && !isWhole && !startsAt(response, start))
    return refuse(httpStatusError(url, response, `for the range ${response.headers.get("content-range")}`));
  if (status === 206 || start === 0) return response.bytes;
  // Without a version nobody knows whether what comes now is the same as before.
  if (version === undefined)
    return refuse(httpStatusError(url, response, `for a range from byte ${start} on`));
  return skip(response.bytes, start);
}

function startsAt({ headers }: Answer, start: number): boolean {
  return headers.get("content-range")?.startsWith(`bytes ${start}-`) === true;
}

/** Whether bytes are sent in another form than they are counted in. */
function isEncoded({ headers }: Answer): boolean {
  return (headers.get("content-encoding") ?? "identity") !== "identity";
}

function versionOf({ headers }: Answer): string | undefined {
  return headers.get("etag") ?? headers.get("last-modified") ?? undefined;
}

/** Whether it says that all bytes are the same, as ranges need it. */
function isStrong(version: string | undefined): version is string {
  return version !== undefined && !version.startsWith("W/");
}

async function* skip(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const piece of bytes) {
    if (piece.length > left) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}
