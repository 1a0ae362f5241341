const modelBits = 11;
const moveBits = 5;
/** What a probability is at first: as likely as not. */
export const evenOdds: number = 1 << (modelBits - 1);

const headBytes = 5;
const topValue = 2 ** 24;

/** Decodes bits by how likely they are, which it learns from those before. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = headBytes;
  // Range and code: numbers of 32 bits, which are no small integers to the engine, are kept in an array of them.
  readonly #state = new Uint32Array(2);

  /** @throws an error where the bytes begin with what they cannot */
  constructor(bytes: Uint8Array) {
    if (bytes.length < headBytes || bytes[0] !== 0) throw damaged();
    this.#bytes = bytes;
    this.#state[0] = 0xffffffff;
    for (let i = 1; i < headBytes; i++) this.#state[1] = (this.#state[1]! << 8) | bytes[i]!;
  }

  /** @param at - the place of the probability of a zero, which is learned */
  bit(probabilities: Uint16Array, at: number): number {
    const state = this.#state;
    const probability = probabilities[at]!;
    if (state[0]! < topValue) this.#normalize();
    const bound = (state[0]! >>> modelBits) * probability;
    if (state[1]! < bound) {
      state[0] = bound;
      probabilities[at] = probability + (((1 << modelBits) - probability) >>> moveBits);
      return 0;
    }
    state[0]! -= bound;
    state[1]! -= bound;
    probabilities[at] = probability - (probability >>> moveBits);
    return 1;
  }

  /** Bits that are as likely as not, the highest one first. */
  evenBits(count: number): number {
    const state = this.#state;
    let bits = 0;
    for (let i = 0; i < count; i++) {
      if (state[0]! < topValue) this.#normalize();
      state[0]! >>>= 1;
      const bit = state[1]! >= state[0]! ? 1 : 0;
      if (bit === 1) state[1]! -= state[0]!;
      bits = (bits << 1) | bit;
    }
    return bits;
  }

  /** A number of so many bits, the highest one first, each with its probability by those before. */
  tree(probabilities: Uint16Array, at: number, count: number): number {
    let node = 1;
    for (let i = 0; i < count; i++) node = (node << 1) | this.bit(probabilities, at + node);
    return node - (1 << count);
  }

  /** The same with the lowest bit first. */
  reverseTree(probabilities: Uint16Array, at: number, count: number): number {
    let node = 1;
    let bits = 0;
    for (let i = 0; i < count; i++) {
      const bit = this.bit(probabilities, at + node);
      node = (node << 1) | bit;
      bits |= bit << i;
    }
    return bits;
  }

  /** @throws an error unless the bytes end here */
  assertEnd(): void {
    if (this.#state[0]! < topValue) this.#normalize();
    if (this.#at !== this.#bytes.length || this.#state[1] !== 0) throw damaged();
  }

  #normalize(): void {
    const state = this.#state;
    state[0]! <<= 8;
    // Behind the end there are zeros, and then `assertEnd` fails.
    state[1] = (state[1]! << 8) | this.#bytes[this.#at++]!;
  }
}

/** What is thrown where bytes are none that LZMA makes. */
export function damaged(): Error {
  return new Error("a part of it is damaged");
}
