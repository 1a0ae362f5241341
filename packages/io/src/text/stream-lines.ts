import type { FileSystem } from "../file-system/file-system.ts";
import { lengthOfMark } from "./byte-order-mark.ts";
import type { BytesPlace } from "./decode-text.ts";
import { delimiterOf, findCharacters, unitOf } from "./delimiter.ts";
import { endOfLines } from "./end-of-lines.ts";
import { openStream } from "./stream-block.ts";
import type { TextBlock } from "./text-block.ts";

/**
 * Reads the lines that begin in a block, and makes something of as many of them as are in memory at a time, as
 * `readWholeLines` does it: of bytes that come bit by bit, and of which no more are asked for once the block has ended.
 * @param fileSystem - for a remote file
 */
export async function* streamWholeLines<T>(
  block: TextBlock,
  fileSystem: Pick<FileSystem, "read"> | undefined,
  make: (bytes: Buffer, place: BytesPlace) => T,
): AsyncGenerator<T> {
  const { portions, from, end } = openStream(block, fileSystem);
  const delimiter = delimiterOf(block);
  const unit = unitOf[block.encoding];
  // Where the bytes are that are not handed on yet.
  let offset = from;
  let rest: Buffer = Buffer.alloc(0);
  let hasBegun = block.start === 0;
  const forget = (length: number): void => {
    rest = rest.subarray(length);
    offset += length;
  };
  const makeOf = (length: number): T => {
    if (offset === 0 && block.start === 0) {
      const mark = lengthOfMark(rest, block.encoding);
      forget(mark);
      length -= mark;
    }
    const made = make(rest.subarray(0, length), { offset, block, delimiter });
    forget(length);
    return made;
  };
  for await (const bytes of joinPortions(portions, () => rest.length)) {
    rest = Buffer.concat([rest, ...bytes]);
    if (!hasBegun) {
      const found = findCharacters(rest, delimiter, { from: 0, offset, unit });
      // The delimiter may be cut by the end of what is there.
      const next = found < 0 ? Math.max(0, rest.length - delimiter.length + 1) : found;
      if (offset + next + delimiter.length >= end()) return;
      forget(found < 0 ? next : found + delimiter.length);
      if (found < 0) continue;
      hasBegun = true;
    }
    const last = findCharacters(rest, delimiter, {
      from: Math.max(0, end() - delimiter.length - offset),
      offset,
      unit,
    });
    if (last >= 0) {
      yield makeOf(last + delimiter.length);
      return;
    }
    const length = endOfLines(rest, { format: block, delimiter, unit });
    if (length > 0) yield makeOf(length);
  }
  if (hasBegun && rest.length > 0) yield makeOf(rest.length);
}

/** Portions as long as what is kept of those before: what is long is not copied for every portion. */
async function* joinPortions(
  portions: AsyncIterable<Uint8Array>,
  kept: () => number,
): AsyncGenerator<Uint8Array[]> {
  let joined: Uint8Array[] = [];
  let length = 0;
  for await (const portion of portions) {
    joined.push(portion);
    length += portion.length;
    if (length < kept()) continue;
    yield joined;
    joined = [];
    length = 0;
  }
  if (joined.length > 0) yield joined;
}
