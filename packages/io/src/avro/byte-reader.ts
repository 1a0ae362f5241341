/** Reads values of Avro, one after the other. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** A whole number of up to 32 bits, or a length. @throws RangeError where it is larger than a number can be */
  readInt(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.readByte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
      factor *= 0x80;
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new RangeError("a length is too large");
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  readLong(): bigint {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.readByte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
      shift += 7n;
      if (shift > 63n) throw new RangeError("a number is longer than 64 bits");
    }
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  readByte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw endError();
    return byte;
  }

  readFloat(): number {
    return this.#bytes.readFloatLE(this.#move(4));
  }

  readDouble(): number {
    return this.#bytes.readDoubleLE(this.#move(8));
  }

  /** So many bytes, which are a copy. */
  readFixed(length: number): Uint8Array {
    const start = this.#move(length);
    return new Uint8Array(this.#bytes.subarray(start, start + length));
  }

  readBytes(): Uint8Array {
    return this.readFixed(this.readInt());
  }

  readString(): string {
    const length = this.readInt();
    const start = this.#move(length);
    return this.#bytes.toString("utf8", start, start + length);
  }

  #move(length: number): number {
    const start = this.#at;
    if (length < 0 || start + length > this.#bytes.length) throw endError();
    this.#at = start + length;
    return start;
  }
}

function endError(): RangeError {
  return new RangeError("it ends in the middle of a value");
}
