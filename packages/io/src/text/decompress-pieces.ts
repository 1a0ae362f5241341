import { createReadStream } from "node:fs";
import { createDecompressor, type Compression } from "../compression.ts";
import { corruptFileError } from "../errors.ts";
import { decodeText } from "./decode-text.ts";
import { endOfLines } from "./end-of-lines.ts";
import type { TextBlock } from "./text-block.ts";

/** A file that is compressed, which is one block. */
export type CompressedBlock = TextBlock & { readonly compression: Compression };

/** Reads a compressed file as `readPieces` does others, in pieces of whole lines. */
export async function* decompressPieces(block: CompressedBlock): AsyncGenerator<string> {
  const delimiter = Buffer.from(block.delimiter ?? "\n", block.encoding);
  // Where the bytes are that are not handed on yet, in what was decompressed.
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  const decode = (bytes: Buffer): string => {
    const text = decodeText(bytes, { offset, block, delimiter });
    const isMarked = offset === 0 && block.encoding !== "latin1" && text.startsWith("\uFEFF");
    offset += bytes.length;
    return isMarked ? text.slice(1) : text;
  };
  const portions: Buffer[] = [];
  let size = 0;
  for await (const portion of decompress(block)) {
    portions.push(portion);
    size += portion.length;
    // As much again as has no end of a line: what is long is not copied for every portion.
    if (size < rest.length) continue;
    const bytes = Buffer.concat([rest, ...portions.splice(0)]);
    size = 0;
    const end = endOfLines(bytes, block);
    if (end > 0) yield decode(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  const last = Buffer.concat([rest, ...portions]);
  if (last.length > 0) yield decode(last);
}

/** What a file was before it was compressed. */
async function* decompress({ path, size, compression }: CompressedBlock): AsyncGenerator<Buffer> {
  // An empty file has no lines, compressed or not.
  if (size === 0) return;
  const source = createReadStream(path, { end: size - 1 });
  const target = createDecompressor(compression);
  let failure: Error | undefined;
  source.on("error", (error) => target.destroy((failure = error)));
  let offset = 0;
  try {
    for await (const chunk of source.pipe(target)) {
      offset += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (error) {
    throw failure ?? corruptFileError(path, { compression, offset, cause: error });
  } finally {
    source.destroy();
    target.destroy();
  }
}
