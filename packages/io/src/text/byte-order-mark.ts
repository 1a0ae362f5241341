import type { TextEncoding } from "./delimiter.ts";

const marks = { utf8: [0xef, 0xbb, 0xbf], utf16le: [0xff, 0xfe], latin1: [] } as const;

/** How many bytes of the beginning of a file are a byte order mark. */
export function lengthOfMark(bytes: Buffer, encoding: TextEncoding): number {
  const mark = Buffer.from(marks[encoding]);
  return bytes.subarray(0, mark.length).equals(mark) ? mark.length : 0;
}
