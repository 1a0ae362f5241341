import type { Link, MemberFormat } from "../members/member-format.ts";
import { checksumBytes, headerOf, longestHeader, magic } from "./frame-header.ts";

// The first byte of a frame that is to be skipped has any lower half.
const skippable = Buffer.from([0x2a, 0x4d, 0x18]);
const skippableFirst = 0x50;
const seekTable = Buffer.from([0xb1, 0xea, 0x92, 0x8f]);
const longestBlock = 2 ** 17;

/**
 * Frames of zstd, as https://www.rfc-editor.org/rfc/rfc8878 describes them: how long one is, is told by the headers of its
 * blocks.
 */
export const zstdFrames: MemberFormat = {
  // That of Node stops behind a frame.
  together: false,
  headBytes: longestHeader,
  proofBytes: 8 * longestBlock,
  find(bytes, from) {
    const frame = bytes.indexOf(magic, from);
    const skipped = findSkippable(bytes, from);
    if (frame < 0 || skipped < 0) return Math.max(frame, skipped);
    return Math.min(frame, skipped);
  },
  follow(head, kind) {
    if (kind !== "member") return followBlock(head, kind);
    return isSkippable(head, 0) ? followSkippable(head) : followHeader(head);
  },
  hasMany({ head, tail, size }) {
    if (isSkippable(head, 0) || tail.subarray(-seekTable.length).equals(seekTable)) return true;
    const content = headerOf(head)?.contentSize;
    // A frame is not longer than what was compressed, but for a little: what is behind it is another one.
    return content !== undefined && content + content / 128 + 2 ** 9 < size;
  },
};

function findSkippable(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(skippable, from + 1);
  while (at > 0 && !isSkippable(bytes, at - 1)) at = bytes.indexOf(skippable, at + 1);
  return Math.max(-1, at - 1);
}

function isSkippable(bytes: Buffer, at: number): boolean {
  return (bytes[at]! & 0xf0) === skippableFirst && bytes.subarray(at + 1, at + 4).equals(skippable);
}

function followSkippable(head: Buffer): Link | undefined {
  return head.length < 8 ? undefined : { length: 8 + head.readUInt32LE(4), next: "member" };
}

function followHeader(head: Buffer): Link | undefined {
  const header = headerOf(head);
  return header && { length: header.length, next: header.hasChecksum ? "checked-block" : "block" };
}

function followBlock(head: Buffer, kind: "block" | "checked-block"): Link | undefined {
  if (head.length < 3) return undefined;
  const header = head.readUIntLE(0, 3);
  const isLast = (header & 1) !== 0;
  const type = (header >> 1) & 3;
  const size = header >> 3;
  // Types are: as it is, one byte many times, compressed, none.
  if (type === 3 || size > longestBlock) return undefined;
  const length = 3 + (type === 1 ? 1 : size);
  if (!isLast) return { length, next: kind };
  return { length: length + (kind === "checked-block" ? checksumBytes : 0), next: "member" };
}
