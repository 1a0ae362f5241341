// Reads values of JSON in bytes of UTF-8 as `JSON.parse` does, or leaves them to it.

/** Where what was read last ends: in one place for all of them, as it takes longer to return two things. */
export const cursor = { end: 0 };

/** What is returned instead of a value that is left to `JSON.parse`, be it good or bad. */
export const unread: unique symbol = Symbol("unread");

/** Bytes, and the same as characters, one for each byte. */
export interface Characters {
  readonly bytes: Buffer;
  readonly text: string;
}

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const bracket = 0x5b;
const backslash = 0x5c;
const closingBracket = 0x5d;

// What is longer and cut out of a string keeps all of that string in memory.
const longestCut = 12;
const mostDigits = 15;
// As many as there are exact ones for.
const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);
const deepest = 32;

/** Reads a value other than an object: a string, a number, a constant, or an array of these. */
export function readValue(characters: Characters, at: number, depth = 0): unknown {
  const { bytes } = characters;
  switch (bytes[at]) {
    case quote:
      return readString(characters, at);
    case bracket:
      return depth === deepest ? unread : readArray(characters, at, depth + 1);
    case 0x74:
      return readConstant(bytes, at, "true", true);
    case 0x66:
      return readConstant(bytes, at, "false", false);
    case 0x6e:
      return readConstant(bytes, at, "null", null);
    default:
      return readNumber(bytes, at);
  }
}

function readString({ bytes, text }: Characters, at: number): string | typeof unread {
  const start = at + 1;
  let end = start;
  let seen = 0;
  for (let byte = bytes[end]!; byte !== quote; byte = bytes[++end]!) {
    if (byte === backslash) return readEscaped(bytes, at);
    // There is nothing behind the last byte.
    if (!(byte >= space)) return unread;
    seen |= byte;
  }
  cursor.end = end + 1;
  if (seen >= 0x80) return bytes.toString("utf8", start, end);
  return end - start <= longestCut ? text.substring(start, end) : bytes.toString("latin1", start, end);
}

function readEscaped(bytes: Buffer, at: number): string | typeof unread {
  let end = at + 1;
  for (; bytes[end] !== quote; end++) {
    if (!(bytes[end]! >= space)) return unread;
    if (bytes[end] === backslash) end++;
  }
  cursor.end = end + 1;
  try {
    return JSON.parse(bytes.toString("utf8", at, end + 1)) as string;
  } catch {
    return unread;
  }
}

/** Of few digits, so that the number is the one that is nearest, and without an exponent. */
function readNumber(bytes: Buffer, at: number): number | typeof unread {
  const isNegative = bytes[at] === minus;
  const start = isNegative ? at + 1 : at;
  let end = start;
  let value = 0;
  for (; isDigit(bytes[end]); end++) value = 10 * value + bytes[end]! - zero;
  if (end === start || (bytes[start] === zero && end > start + 1)) return unread;
  let digits = end - start;
  if (bytes[end] === point) {
    const first = ++end;
    for (; isDigit(bytes[end]); end++) value = 10 * value + bytes[end]! - zero;
    const decimals = end - first;
    digits += decimals;
    if (decimals === 0) return unread;
    value /= powersOfTen[decimals]!;
  }
  if (digits > mostDigits) return unread;
  // Whether an exponent follows is seen by who goes on: it is nothing that may stand behind a value.
  cursor.end = end;
  return isNegative ? -value : value;
}

function isDigit(byte: number | undefined): boolean {
  return byte! >= zero && byte! <= nine;
}

function readConstant<T>(bytes: Buffer, at: number, name: string, value: T): T | typeof unread {
  for (let i = 1; i < name.length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return unread;
  cursor.end = at + name.length;
  return value;
}

function readArray(characters: Characters, at: number, depth: number): unknown[] | typeof unread {
  const { bytes } = characters;
  const items: unknown[] = [];
  let end = at + 1;
  if (bytes[end] === closingBracket) {
    cursor.end = end + 1;
    return items;
  }
  for (;;) {
    if (bytes[end] === space) end++;
    const item = readValue(characters, end, depth);
    if (item === unread) return unread;
    items.push(item);
    end = cursor.end + 1;
    if (bytes[end - 1] === closingBracket) {
      cursor.end = end;
      return items;
    }
    if (bytes[end - 1] !== comma) return unread;
  }
}
