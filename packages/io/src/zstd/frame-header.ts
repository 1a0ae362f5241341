/** What a frame begins with. */
export const magic: Buffer = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** The most bytes that a header has. */
export const longestHeader = 18;

/** What is behind the last block of a frame that has one. Bytes. */
export const checksumBytes = 4;

/** What the header of a frame says of it, as https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1 describes it. */
export interface FrameHeader {
  /** How many bytes it has itself. */
  readonly length: number;
  readonly hasChecksum: boolean;
  /** How many bytes the frame has when it is decompressed, where it says so. */
  readonly contentSize: number | undefined;
  /** Number of the dictionary that it takes to decompress it; 0 for none. */
  readonly dictionary: number;
}

/** Reads a header; nothing where there is none, or not all of it. */
export function headerOf(head: Buffer): FrameHeader | undefined {
  if (head.length < 5 || !head.subarray(0, magic.length).equals(magic)) return undefined;
  const descriptor = head[4]!;
  const isReserved = (descriptor & 0x08) !== 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const dictionaryAt = 5 + (isSingle ? 0 : 1);
  const length = dictionaryAt + dictionaryBytes + sizeBytes;
  if (isReserved || head.length < length) return undefined;
  return {
    length,
    hasChecksum: (descriptor & 0x04) !== 0,
    contentSize: contentSizeOf(head.subarray(length - sizeBytes, length)),
    dictionary: dictionaryBytes === 0 ? 0 : head.readUIntLE(dictionaryAt, dictionaryBytes),
  };
}

function contentSizeOf(bytes: Buffer): number | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes.length === 8) return Number(bytes.readBigUInt64LE());
  // What two bytes could not say but with a smaller one is not counted.
  return bytes.readUIntLE(0, bytes.length) + (bytes.length === 2 ? 256 : 0);
}
