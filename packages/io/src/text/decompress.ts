import { pipeline, Readable } from "node:stream";
import { createDecompressor, type Compression } from "../compression.ts";
import { corruptFileError } from "../errors.ts";

/** A file that is compressed. */
export interface Compressed {
  readonly path: string;
  readonly compression: Compression;
}

/** Bytes of a file that is compressed. */
export interface CompressedBytes {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Where they begin in the file. */
  readonly from: number;
}

/** What bytes were before they were compressed. */
export async function* decompress(
  { bytes, from }: CompressedBytes,
  { path, compression }: Compressed,
): AsyncGenerator<Buffer> {
  const target = createDecompressor(compression);
  let failure: Error | undefined;
  const source = Readable.from(bytes, { objectMode: false }).on("error", (error) => (failure = error));
  // What goes wrong is told by the iteration.
  pipeline(source, target, () => {});
  let offset = 0;
  try {
    for await (const chunk of target) {
      offset += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (error) {
    throw failure ?? corruptFileError(path, { compression, from, offset, cause: error });
  } finally {
    source.destroy();
    target.destroy();
  }
}
