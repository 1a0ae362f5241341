/** What is thrown where there are fewer bytes than are asked for. */
export class TooFewBytes extends Error {
  constructor() {
    super("it ends too early");
  }
}

/** Reads bits, the highest one of each byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;

  /** @param at - the first bit, counted from the beginning of the bytes */
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The bit that is read next. */
  get at(): number {
    return this.#at;
  }

  /**
   * @param count - up to 24
   * @throws TooFewBytes
   */
  read(count: number): number {
    const bits = this.peek(count);
    this.skip(count);
    return bits;
  }

  /** The bits that come next, with zeros behind the end. */
  peek(count: number): number {
    const byte = this.#at >>> 3;
    const bytes = this.#bytes;
    const word = (bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!;
    return (word << (this.#at & 7)) >>> (32 - count);
  }

  /** @throws TooFewBytes */
  skip(count: number): void {
    this.#at += count;
    if (this.#at > 8 * this.#bytes.length) throw new TooFewBytes();
  }
}
