import { isAscii, isUtf8 } from "node:buffer";
import { notTextError } from "../errors.ts";
import type { TextBlock } from "./text-block.ts";

/** Where bytes are from. */
export interface BytesPlace {
  /** Of the first byte: in the file, or in what was compressed to the members of the block. */
  readonly offset: number;
  readonly block: TextBlock;
  readonly delimiter: Buffer;
}

/** @throws an error naming file and byte when they have to be text and are not */
export function decodeText(bytes: Buffer, place: BytesPlace): string {
  const { encoding } = place.block;
  // Which is what most of it is, and decoded several times as fast.
  if (encoding === "utf8" && isAscii(bytes)) return bytes.toString("latin1");
  // A buffer leaves out half of a character, and keeps what is one of two.
  if (encoding === "utf16le" && !place.block.isStrict) return replacing.decode(bytes);
  assertText(bytes, place);
  return bytes.toString(encoding);
}

// A byte order mark that is there is a character: that of the file has been dropped.
const replacing = new TextDecoder("utf-16le", { ignoreBOM: true });

/** @throws an error naming file and byte when bytes have to be text and are not */
export function assertText(bytes: Buffer, { offset, block, delimiter }: BytesPlace): void {
  const { encoding, isStrict, path, compression } = block;
  const from = compression === undefined ? 0 : block.start;
  if (!isStrict || isText(bytes, block)) return;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(delimiter, start);
    const isLast = end < 0;
    if (isLast || !isText(bytes.subarray(start, end), block))
      throw notTextError(path, { encoding, from, offset: offset + start });
    start = end + delimiter.length;
  }
}

function isText(bytes: Buffer, { encoding }: TextBlock): boolean {
  switch (encoding) {
    case "utf8":
      return isUtf8(bytes);
    case "latin1":
      return true;
    case "utf16le":
      return isUtf16(bytes);
    default:
      return encoding satisfies never;
  }
}

function isUtf16(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-16le", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
