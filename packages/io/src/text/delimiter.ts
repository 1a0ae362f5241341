/** How the characters of a file are written. */
export type TextEncoding = "utf8" | "latin1" | "utf16le";

/** Of how many bytes characters are made: they begin at multiples of it. */
export const unitOf: Readonly<Record<TextEncoding, number>> = { utf8: 1, latin1: 1, utf16le: 2 };

/**
 * Whether a delimiter may begin inside of itself, as `||` does in `|||`: then it cannot be told in the middle of a file
 * where lines end.
 */
export function overlapsItself(delimiter: string): boolean {
  for (let length = 1; length < delimiter.length; length++)
    if (delimiter.endsWith(delimiter.slice(0, length))) return true;
  return false;
}

/** The bytes of what ends a line. */
export function delimiterOf({
  delimiter = "\n",
  encoding,
}: {
  readonly delimiter: string | undefined;
  readonly encoding: TextEncoding;
}): Buffer {
  return Buffer.from(delimiter, encoding);
}

interface Search {
  readonly from: number;
  /** Where the bytes begin, in what characters are counted from. */
  readonly offset: number;
  readonly unit: number;
}

/** Where characters are for the first time from `from` on; -1 where they are not. */
export function findCharacters(bytes: Buffer, sought: Buffer, { from, offset, unit }: Search): number {
  if (from >= bytes.length) return -1;
  let at = bytes.indexOf(sought, from);
  while (at >= 0 && (at + offset) % unit !== 0) at = bytes.indexOf(sought, at + 1);
  return at;
}
