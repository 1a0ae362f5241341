const magic = 0x184d2204;

/**
 * Unpacks a frame of LZ4, as https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md describes it. Checksums are not
 * looked at.
 */
export function unpackLz4(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error("it has no frame of LZ4 where there should be one");
  const flags = view.getUint8(4);
  const [hasBlockChecksum, hasSize, hasDictionary] = [flags & 0x10, flags & 0x08, flags & 0x01];
  if (hasDictionary) throw new Error("its frames of LZ4 need a dictionary");
  const output = new Output(hasSize ? Number(view.getBigUint64(6, true)) : 4 * frame.length);
  let at = hasSize ? 15 : 7;
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return output.bytes();
    const length = size & 0x7fffffff;
    const block = frame.subarray(at, at + length);
    if (block.length < length) throw new Error("a frame of LZ4 is not whole");
    if (size >= 0x80000000) output.append(block);
    else unpackBlock(block, output);
    at += hasBlockChecksum ? length + 4 : length;
  }
}

function unpackBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const readLength = (length: number): number => {
    if (length < 15) return length;
    let byte: number;
    do length += byte = block[at++]!;
    while (byte === 255);
    return length;
  };
  for (;;) {
    const token = block[at++]!;
    const literals = readLength(token >> 4);
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    output.repeat(distance, readLength(token & 15) + 4);
  }
}

/** Bytes that are added to, and grow. */
class Output {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Adds what begins so many bytes before the end, which may go on into what is added. */
  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw new Error("a block of LZ4 is damaged");
    this.#reserve(length);
    for (let i = 0; i < length; i++, this.#length++)
      this.#bytes[this.#length] = this.#bytes[this.#length - distance]!;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    bytes.set(this.bytes());
    this.#bytes = bytes;
  }
}
