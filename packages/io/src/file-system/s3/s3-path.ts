import { describeValue, InvalidArgumentError } from "@holdall/core/task";

/** Where an object is. */
interface S3Path {
  readonly bucket: string;
  readonly key: string;
}

const pattern = /^s3:\/\/(?<bucket>[^/]+)(?:\/(?<key>.*))?$/is;

/** @throws InvalidArgumentError unless it is of the form `s3://bucket/key` */
export function parseS3Path(path: string): S3Path {
  const { bucket, key = "" } = pattern.exec(path)?.groups ?? {};
  if (bucket === undefined) {
    throw new InvalidArgumentError(
      `Expected a path of the form s3://bucket/key, got ${describeValue(path)}.`,
    );
  }
  return { bucket, key };
}
