import { parseS3Path } from "./s3-path.ts";
import type { S3 } from "./s3-files.ts";

// A part has at least 5 MiB, and there are at most 10,000.
const smallestPart = 8 * 2 ** 20;
const partsOfOneSize = 1_000;

/** Writes an object, in parts where it is large. It is there when all of it is, which the service sees to. */
export async function putObject(s3: S3, path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const { bucket, key } = parseS3Path(path);
  const place = { Bucket: bucket, Key: key };
  const parts = cutIntoParts(bytes);
  const first = await parts.next();
  const second = await parts.next();
  if (second.done === true) {
    const Body = first.done === true ? new Uint8Array() : first.value;
    await s3.client.send(new s3.PutObjectCommand({ ...place, Body }));
    return;
  }
  const { UploadId } = await s3.client.send(new s3.CreateMultipartUploadCommand(place));
  const upload = { ...place, UploadId };
  try {
    const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
    for (let part = first; part.done !== true; part = Parts.length === 1 ? second : await parts.next()) {
      const PartNumber = Parts.length + 1;
      const command = new s3.UploadPartCommand({ ...upload, PartNumber, Body: part.value });
      const { ETag } = await s3.client.send(command);
      Parts.push({ ETag, PartNumber });
    }
    await s3.client.send(new s3.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    await parts.return(undefined);
    // Parts that are left are paid for. That they could not be removed is not what is to be told.
    await s3.client.send(new s3.AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

async function* cutIntoParts(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined, undefined> {
  let pieces: Buffer[] = [];
  let size = 0;
  let count = 0;
  for await (const piece of bytes) {
    // A piece is good until the next one is asked for.
    pieces.push(Buffer.from(piece));
    size += piece.length;
    if (size < smallestPart * (1 + Math.floor(count / partsOfOneSize))) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
    count += 1;
  }
  if (size > 0) yield Buffer.concat(pieces);
}
