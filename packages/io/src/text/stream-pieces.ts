import { decodeText } from "./decode-text.ts";
import { unitOf } from "./delimiter.ts";
import { endOfLines } from "./end-of-lines.ts";
import type { TextBlock } from "./text-block.ts";

/** Bytes as they come, and where they begin in the file, or in what it was before it was compressed. */
export interface ByteStream {
  readonly portions: AsyncIterable<Uint8Array>;
  readonly from: number;
}

/**
 * The lines that begin in a block, in pieces of whole lines, as `readPieces` reads them: of bytes that come bit by bit, and
 * of which no more are asked for once the block has ended.
 */
export async function* streamPieces(
  block: TextBlock,
  { portions, from }: ByteStream,
): AsyncGenerator<string> {
  const delimiter = Buffer.from(block.delimiter ?? "\n", block.encoding);
  // Where the bytes are that are not handed on yet.
  let offset = from;
  let rest: Buffer = Buffer.alloc(0);
  let hasBegun = block.start === 0;
  const decode = (length: number): string => {
    const text = decodeText(rest.subarray(0, length), { offset, block, delimiter });
    const isMarked = offset === 0 && block.encoding !== "latin1" && text.startsWith("\uFEFF");
    forget(length);
    return isMarked ? text.slice(1) : text;
  };
  const forget = (length: number): void => {
    rest = rest.subarray(length);
    offset += length;
  };
  const collected: Uint8Array[] = [];
  let size = 0;
  for await (const portion of portions) {
    collected.push(portion);
    size += portion.length;
    // As much again as has no end of a line: what is long is not copied for every portion.
    if (size < rest.length) continue;
    rest = Buffer.concat([rest, ...collected.splice(0)]);
    size = 0;
    if (!hasBegun) {
      const found = find(rest, { delimiter, offset, from: 0, block });
      // The delimiter may be cut by the end of what is there.
      forget(found < 0 ? Math.max(0, rest.length - delimiter.length + 1) : found + delimiter.length);
      if (found < 0) continue;
      hasBegun = true;
      if (offset >= block.end) return;
    }
    const search = { delimiter, offset, from: Math.max(0, block.end - delimiter.length - offset), block };
    const last = find(rest, search);
    if (last >= 0) {
      yield decode(last + delimiter.length);
      return;
    }
    const end = endOfLines(rest, block);
    if (end > 0) yield decode(end);
  }
  rest = Buffer.concat([rest, ...collected]);
  if (hasBegun && rest.length > 0) yield decode(rest.length);
}

interface Search {
  readonly delimiter: Buffer;
  /** Of the first byte. */
  readonly offset: number;
  readonly from: number;
  readonly block: TextBlock;
}

/** Where a line ends for the first time from `from` on; -1 where none does. */
function find(bytes: Buffer, { delimiter, offset, from, block }: Search): number {
  if (from >= bytes.length) return -1;
  const unit = unitOf[block.encoding];
  let at = bytes.indexOf(delimiter, from);
  while (at >= 0 && (at + offset) % unit !== 0) at = bytes.indexOf(delimiter, at + 1);
  return at;
}
