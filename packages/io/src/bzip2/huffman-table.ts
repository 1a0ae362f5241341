import type { BitReader } from "./bit-reader.ts";

const longestCode = 20;
// Codes that are not longer are looked up at once.
const fastBits = 10;

/** Tells the symbols that codes stand for. */
export class HuffmanTable {
  // By the bits that come next: symbol and length of their code, where it is a short one.
  readonly #fast = new Uint16Array(1 << fastBits);
  readonly #symbols: Uint16Array;
  // By length: one past the last code, as the first of `longestCode` bits; and what its place among the symbols is less than it.
  readonly #ends = new Uint32Array(longestCode + 1);
  readonly #offsets = new Int32Array(longestCode + 1);

  /** @param lengths - of the codes of the symbols, in bits */
  constructor(lengths: Uint8Array) {
    this.#symbols = Uint16Array.from(lengths.keys()).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
    let code = 0;
    let length = 0;
    this.#symbols.forEach((symbol, place) => {
      const own = lengths[symbol]!;
      while (length < own) {
        this.#ends[length] = code << (longestCode - length);
        length += 1;
        code <<= 1;
        this.#offsets[length] = place - code;
      }
      if (own <= fastBits) {
        const from = code << (fastBits - own);
        this.#fast.fill((symbol << 5) | own, from, from + (1 << (fastBits - own)));
      }
      code += 1;
    });
    for (; length <= longestCode; length++) this.#ends[length] = code << (longestCode - length);
  }

  /** @throws an error where no code is like the bits that come next */
  read(bits: BitReader): number {
    const next = bits.peek(longestCode);
    const fast = this.#fast[next >>> (longestCode - fastBits)]!;
    if (fast !== 0) {
      bits.skip(fast & 31);
      return fast >>> 5;
    }
    for (let length = fastBits + 1; length <= longestCode; length++) {
      if (next < this.#ends[length]!) {
        bits.skip(length);
        const place = (next >>> (longestCode - length)) + this.#offsets[length]!;
        const symbol = this.#symbols[place];
        if (symbol !== undefined) return symbol;
      }
    }
    throw new Error("a block of it has a code that stands for nothing");
  }
}
