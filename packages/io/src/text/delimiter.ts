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

/** How many bytes a delimiter has. */
export function lengthOfDelimiter({
  delimiter = "\n",
  encoding,
}: {
  readonly delimiter: string | undefined;
  readonly encoding: TextEncoding;
}): number {
  return Buffer.byteLength(delimiter, encoding);
}
