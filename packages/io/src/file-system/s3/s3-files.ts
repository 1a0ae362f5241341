import { addAbortSignal, type Readable } from "node:stream";
import type * as sdk from "@aws-sdk/client-s3";
import {
  changedFileError,
  endlessListError,
  httpStatusError,
  noSdkError,
  notThereError,
  s3Error,
  shortFileError,
} from "../../errors.ts";
import type { FileRange, FileStat, FileSystem, FoundFile } from "../file-system.ts";
import { readResuming } from "../resume.ts";
import type { ResolvedS3Options } from "./s3-options.ts";
import { parseS3Path } from "./s3-path.ts";
import { putObject } from "./put-object.ts";

/** The client, with the commands that it takes. */
export type S3 = typeof sdk & { readonly client: sdk.S3Client };

const defaults: ResolvedS3Options = {
  endpoint: undefined,
  region: undefined,
  forcePathStyle: undefined,
  credentials: undefined,
  retries: 5,
  timeout: 30_000,
};

/** The file system of `s3://bucket/key`. */
export function createS3Files(given: Partial<ResolvedS3Options> = {}): FileSystem {
  const options = { ...defaults, ...given };
  let connected: Promise<S3> | undefined;
  const connect = (): Promise<S3> => (connected ??= connectS3(options));
  return {
    stat: (path) => about(path, async () => statObject(await connect(), path)),
    list: (prefix) => listObjects(connect, prefix),
    read: (path, range) =>
      readResuming({
        ...range,
        path,
        retries: options.retries,
        open: (start) => about(path, async () => openObject(await connect(), path, { ...range, start })),
      }),
    write: (path, bytes) => about(path, async () => putObject(await connect(), path, bytes)),
  };
}

async function connectS3({ retries, timeout, ...options }: ResolvedS3Options): Promise<S3> {
  // It takes longer to load than all else, and is there only where it has been asked for.
  const loaded = await import("@aws-sdk/client-s3").catch((error: unknown) => {
    throw noSdkError(error);
  });
  const own = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const client = new loaded.S3Client({
    // Services other than AWS seldom have names for buckets.
    forcePathStyle: hasEndpoint(options.endpoint),
    ...own,
    maxAttempts: retries + 1,
    requestHandler: { connectionTimeout: timeout, requestTimeout: timeout, socketTimeout: timeout },
  });
  return { ...loaded, client };
}

function hasEndpoint(given: string | undefined): boolean {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  return (given ?? AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
}

async function statObject(s3: S3, path: string): Promise<FileStat | undefined> {
  const { bucket: Bucket, key: Key } = parseS3Path(path);
  if (Key === "") return undefined;
  try {
    const { ContentLength, ETag } = await s3.client.send(new s3.HeadObjectCommand({ Bucket, Key }));
    return { size: ContentLength, version: ETag };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function* listObjects(connect: () => Promise<S3>, prefix: string): AsyncGenerator<FoundFile> {
  const { bucket, key } = parseS3Path(prefix);
  const s3 = await connect();
  let token: string | undefined;
  for (;;) {
    const command = new s3.ListObjectsV2Command({ Bucket: bucket, Prefix: key, ContinuationToken: token });
    const page = await about(prefix, () => s3.client.send(command));
    for (const { Key, Size, ETag } of page.Contents ?? []) {
      // What some programs put in the place of a folder.
      if (Key === undefined || Key.endsWith("/")) continue;
      yield { path: `s3://${bucket}/${Key}`, size: Size, version: ETag };
    }
    // Some services have an empty token behind the last page.
    const { NextContinuationToken: next = "", IsTruncated: isTruncated = next !== "" } = page;
    if (!isTruncated) return;
    if (next === "" || next === token) throw endlessListError(prefix);
    token = next;
  }
}

async function openObject(
  s3: S3,
  path: string,
  { start, end, version, signal }: FileRange,
): Promise<AsyncIterable<Uint8Array>> {
  const { bucket: Bucket, key: Key } = parseS3Path(path);
  const isWhole = start === 0 && end === Infinity;
  const range = `bytes=${start}-${end === Infinity ? "" : end - 1}`;
  const command = new s3.GetObjectCommand({
    Bucket,
    Key,
    ...(!isWhole && { Range: range }),
    ...(version !== undefined && { IfMatch: version }),
  });
  let object: sdk.GetObjectCommandOutput;
  try {
    object = await s3.client.send(command, signal && { abortSignal: signal });
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) throw notThereError(path);
    if (status === 412) throw changedFileError(path);
    if (status === 416) throw shortFileError(path, { size: end, end: start });
    throw error;
  }
  const bytes = object.Body as Readable;
  if (signal !== undefined) addAbortSignal(signal, bytes);
  const wrong = wrongAnswerError(path, object, { start, version });
  if (wrong === undefined) return bytes;
  bytes.destroy();
  throw wrong;
}

/** Not every service heeds the condition, and the range. */
function wrongAnswerError(
  path: string,
  { ETag, ContentRange, $metadata }: sdk.GetObjectCommandOutput,
  { start, version }: Pick<FileRange, "start" | "version">,
): Error | undefined {
  if (version !== undefined && ETag !== version) return changedFileError(path);
  if (ContentRange === undefined ? start === 0 : ContentRange.startsWith(`bytes ${start}-`)) return undefined;
  const answer = { status: $metadata.httpStatusCode ?? 200, statusText: "" };
  const asked =
    ContentRange === undefined ? `for a range from byte ${start} on` : `for the range ${ContentRange}`;
  return httpStatusError(path, answer, asked);
}

/** Says which file it was that a request failed for, and what the service calls it, which its message may not tell. */
async function about<T>(path: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw metadataOf(error) === undefined ? error : s3Error(path, error as Error, statusOf(error));
  }
}

function statusOf(error: unknown): number | undefined {
  return metadataOf(error)?.httpStatusCode;
}

/** There of errors that requests failed with. */
function metadataOf(error: unknown): { readonly httpStatusCode?: number } | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata;
}
