import { duration, parseOptions, wholeNumber } from "@holdall/core";
import { z } from "zod";
import type { FileSystem } from "./file-system/file-system.ts";
import { createS3Files } from "./file-system/s3/s3-files.ts";
import type { S3Credentials } from "./file-system/s3/s3-options.ts";

/** Options of {@link s3Files}. */
export interface S3FilesOptions {
  /** The URL of a service that speaks S3. @default that of `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`, or AWS */
  readonly endpoint?: string | undefined;
  /** @default that of `AWS_REGION`, or of the profile in the files of AWS */
  readonly region?: string | undefined;
  /**
   * Whether buckets are part of the path, `https://host/bucket/key`, rather than of the name of the host.
   * @default true where there is an `endpoint`, false for AWS
   */
  readonly forcePathStyle?: boolean | undefined;
  /** @default what the SDK of AWS finds: variables of the environment, profiles, roles of the machine */
  readonly credentials?: S3Credentials | undefined;
  /**
   * How many times a request is tried again that gets no answer or one that passes, as the SDK sees to it; and how many times in
   * a row one whose bytes break off, which goes on from the byte that was reached.
   * @default 5
   */
  readonly retries?: number | undefined;
  /** For how many milliseconds nothing may come. @default 30_000 */
  readonly timeout?: number | undefined;
}

const where = "s3Files()";
const someText = z.string().min(1).describe("a string of at least one character");
const schema = z.strictObject({
  endpoint: z.url().describe("a URL").optional(),
  region: someText.optional(),
  forcePathStyle: z.boolean().describe("true or false").optional(),
  credentials: z
    .strictObject({ accessKeyId: someText, secretAccessKey: someText, sessionToken: someText.optional() })
    .describe("an object with `accessKeyId` and `secretAccessKey`")
    .optional(),
  retries: wholeNumber(0).optional(),
  timeout: duration().optional(),
});

/**
 * The objects of S3 as a {@link FileSystem}, by paths of the form `s3://bucket/key`. Readers and writers use it for such paths
 * by themselves; it has to be given where it needs options. It needs the package `@aws-sdk/client-s3`, which is not
 * installed with holdall.
 *
 * Objects are read in ranges, and one that has another etag than when the bag was made is an error. They are written in
 * parts of 8 MiB where they are larger, and are there when all of it is.
 *
 * @throws InvalidArgumentError for unknown and invalid options
 *
 * @example
 * ```ts
 * import { readText, s3Files, type FileSystem } from "@holdall/io";
 *
 * const store = (): FileSystem => s3Files({ endpoint: "https://minio.example.org", region: "us-east-1" });
 * const readLogs = () => readText("s3://logs/2026/*.log.gz", { fileSystem: store });
 * console.log(readLogs.length); // 0
 * ```
 */
export function s3Files(options: S3FilesOptions = {}): FileSystem {
  const given = parseOptions(schema, options, where);
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return createS3Files(Object.fromEntries(set));
}
