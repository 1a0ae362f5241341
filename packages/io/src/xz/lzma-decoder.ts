import { damaged, evenOdds, RangeDecoder } from "./range-decoder.ts";
import type { Window } from "./window.ts";

// Where the probabilities of what begin, in one array of them.
const states = 12;
const positions = 16;
const isMatch = 0;
const isRepeat = isMatch + states * positions;
const isOlder = isRepeat + states;
const isSecond = isOlder + states;
const isThird = isSecond + states;
const isLong = isThird + states;
const slots = isLong + states * positions;
const slotBits = 6;
const special = slots + 4 * (1 << slotBits);
const align = special + 128;
const alignBits = 4;
const matchLength = align + (1 << alignBits);
const repeatLength = matchLength + 2 + 2 * positions * 8 + 256;
const literals = repeatLength + 2 + 2 * positions * 8 + 256;
const literalSize = 0x300;
const mostLiterals = 1 << 4;

const shortest = 2;

/** What LZMA is told by the stream that it is in. */
export interface LzmaProperties {
  /** How many bits of the byte before tell how likely bits of a byte are. */
  readonly contextBits: number;
  /** And how many of its place. */
  readonly literalPlaceBits: number;
  /** How many bits of a place tell how likely anything else is. */
  readonly placeBits: number;
}

/** @throws an error for a byte that means none */
export function parseProperties(byte: number): LzmaProperties {
  const contextBits = byte % 9;
  const literalPlaceBits = Math.floor(byte / 9) % 5;
  if (byte >= 225 || contextBits + literalPlaceBits > 4) throw damaged();
  return { contextBits, literalPlaceBits, placeBits: Math.floor(byte / 45) };
}

/** Decodes LZMA, as the specification in https://www.7-zip.org/sdk.html describes it. */
export class LzmaDecoder {
  readonly #window: Window;
  readonly #properties: LzmaProperties;
  readonly #probabilities = new Uint16Array(literals + literalSize * mostLiterals).fill(evenOdds);
  // What came last: literals, matches and repeated ones.
  #state = 0;
  // The distances of the last four matches, less one.
  #distances: readonly [number, number, number, number] = [0, 0, 0, 0];

  constructor(window: Window, properties: LzmaProperties) {
    this.#window = window;
    this.#properties = properties;
  }

  /**
   * Decodes bytes that become so many ones in the window.
   * @throws an error when they are damaged
   */
  decode(bytes: Uint8Array, length: number): void {
    const window = this.#window;
    const decoder = new RangeDecoder(bytes);
    const probabilities = this.#probabilities;
    const mask = (1 << this.#properties.placeBits) - 1;
    const end = window.end + length;
    while (window.end < end) {
      const state = this.#state;
      const place = window.end & mask;
      if (decoder.bit(probabilities, isMatch + state * positions + place) === 0) {
        this.#readLiteral(decoder);
        continue;
      }
      const matched =
        decoder.bit(probabilities, isRepeat + state) === 0
          ? this.#readMatch(decoder, place)
          : this.#readRepeat(decoder, place);
      if (window.end + matched > end) throw damaged();
      window.repeat(this.#distances[0], matched);
    }
    decoder.assertEnd();
  }

  #readLiteral(decoder: RangeDecoder): void {
    const window = this.#window;
    const probabilities = this.#probabilities;
    const { contextBits, literalPlaceBits } = this.#properties;
    const place = window.end & ((1 << literalPlaceBits) - 1);
    const context = (place << contextBits) + (window.byteBefore(0) >>> (8 - contextBits));
    const at = literals + literalSize * context;
    let symbol = 1;
    if (this.#state >= 7) {
      // It is not the byte that would have gone on with the match.
      let matched = window.byteBefore(this.#distances[0]);
      let isLike = true;
      while (isLike && symbol < 0x100) {
        const expected = matched >>> 7;
        matched = (matched << 1) & 0xff;
        const bit = decoder.bit(probabilities, at + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        isLike = bit === expected;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | decoder.bit(probabilities, at + symbol);
    window.push(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #readMatch(decoder: RangeDecoder, place: number): number {
    const length = this.#readLength(decoder, matchLength, place);
    const [first, second, third] = this.#distances;
    this.#distances = [this.#readDistance(decoder, length), first, second, third];
    this.#state = this.#state < 7 ? 7 : 10;
    return length;
  }

  #readDistance(decoder: RangeDecoder, length: number): number {
    const probabilities = this.#probabilities;
    const lengthClass = Math.min(length - shortest, 3);
    const slot = decoder.tree(probabilities, slots + (lengthClass << slotBits), slotBits);
    if (slot < 4) return slot;
    const bits = (slot >>> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) return base + decoder.reverseTree(probabilities, special + base - slot, bits);
    const high = (decoder.evenBits(bits - alignBits) << alignBits) >>> 0;
    return base + high + decoder.reverseTree(probabilities, align, alignBits);
  }

  #readRepeat(decoder: RangeDecoder, place: number): number {
    const probabilities = this.#probabilities;
    const state = this.#state;
    const [first, second, third, fourth] = this.#distances;
    if (decoder.bit(probabilities, isOlder + state) === 0) {
      if (decoder.bit(probabilities, isLong + state * positions + place) === 0) {
        this.#state = state < 7 ? 9 : 11;
        return 1;
      }
    } else if (decoder.bit(probabilities, isSecond + state) === 0)
      this.#distances = [second, first, third, fourth];
    else if (decoder.bit(probabilities, isThird + state) === 0)
      this.#distances = [third, first, second, fourth];
    else this.#distances = [fourth, first, second, third];
    this.#state = state < 7 ? 8 : 11;
    return this.#readLength(decoder, repeatLength, place);
  }

  #readLength(decoder: RangeDecoder, at: number, place: number): number {
    const probabilities = this.#probabilities;
    const low = at + 2;
    const middle = low + positions * 8;
    const high = middle + positions * 8;
    if (decoder.bit(probabilities, at) === 0)
      return shortest + decoder.tree(probabilities, low + place * 8, 3);
    if (decoder.bit(probabilities, at + 1) === 0)
      return shortest + 8 + decoder.tree(probabilities, middle + place * 8, 3);
    return shortest + 16 + decoder.tree(probabilities, high, 8);
  }
}
