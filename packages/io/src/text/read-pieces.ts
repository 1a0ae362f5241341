import { lengthOfMark } from "./byte-order-mark.ts";
import { delimiterOf, unitOf } from "./delimiter.ts";
import type { BytesPlace } from "./decode-text.ts";
import { endOfLines } from "./end-of-lines.ts";
import { FileWindow } from "./file-window.ts";
import type { TextBlock } from "./text-block.ts";

// What is read at a time: small enough to stay in the processor's cache.
const pieceBytes = 2 ** 18;

// What is decoded at a time. A string of twice that gets memory of its own, which takes the system as long to make ready as all
// else, and what is made of more lines outlives the part of the heap for what is new.
const bytesOfString = 2 ** 16;

/** Reads the lines that begin in a block, in pieces of whole lines, as large as strings of them are best. */
export function readPieces<P>(
  block: TextBlock,
  decode: (bytes: Buffer, place: BytesPlace) => P,
): Generator<P> {
  return readWholeLines(block, decode, Buffer.allocUnsafeSlow(bytesOfString));
}

/**
 * Reads the lines that begin in a block, and makes something of as many of them as are in memory at a time. Whether a line
 * begins at its start is told by what is before it, and its last line is read to its end: so each line is in one block,
 * wherever they are cut.
 *
 * @param memory - for the bytes that are in memory; more is taken where a line is longer
 */
export function* readWholeLines<T>(
  block: TextBlock,
  make: (bytes: Buffer, place: BytesPlace) => T,
  memory: Buffer = Buffer.allocUnsafeSlow(pieceBytes),
): Generator<T> {
  const delimiter = delimiterOf(block);
  const unit = unitOf[block.encoding];
  const start = Math.max(0, block.start - delimiter.length);
  if (block.size === 0) return;
  const window = new FileWindow(block, { start, memory });
  try {
    let begin = findFirstLine(window, { block, delimiter, unit, start });
    // The first line of a file is in its first block, even if that holds no more than a byte order mark.
    let isOwn = begin < block.end || block.start === 0;
    while (isOwn) {
      const end = endOfPiece(window, { block, delimiter, unit, begin });
      if (end === undefined) window.advance(begin);
      else {
        yield make(window.bytes(begin, end), { offset: begin, block, delimiter });
        begin = end;
        isOwn = begin < block.end;
      }
    }
  } finally {
    window.close();
  }
}

interface Search {
  readonly block: TextBlock;
  readonly delimiter: Buffer;
  readonly unit: number;
}

/** Where the first line of a block begins, perhaps only behind the block. */
function findFirstLine(
  window: FileWindow,
  { block, delimiter, unit, start }: Search & { readonly start: number },
): number {
  window.advance(start);
  if (block.start === 0) return lengthOfMark(window.bytes(0, window.end), block.encoding);
  let from = start;
  for (;;) {
    const found = window.find(delimiter, from, unit);
    if (found >= 0) return found + delimiter.length;
    if (window.isAtEnd) return block.size;
    // The delimiter may be cut by the window's end.
    from = Math.max(from, window.end - delimiter.length + 1);
    window.advance(from);
  }
}

/** Where to stop after whole lines, as far as they are in memory; nothing where none of them is. */
function endOfPiece(
  window: FileWindow,
  { block, delimiter, unit, begin }: Search & { readonly begin: number },
): number | undefined {
  const last = window.find(delimiter, Math.max(begin, block.end - delimiter.length), unit);
  if (last >= 0) return last + delimiter.length;
  if (window.isAtEnd) return window.end;
  const length = endOfLines(window.bytes(begin, window.end), { format: block, delimiter, unit });
  return length === 0 ? undefined : begin + length;
}
