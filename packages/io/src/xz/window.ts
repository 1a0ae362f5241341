import { damaged } from "./range-decoder.ts";

const firstBytes = 2 ** 22;
const longestChunk = 2 ** 21;

/** What was decompressed last, as far back as it may be repeated from. */
export class Window {
  /** How far back that is. Bytes. */
  readonly #reach: number;
  #bytes = new Uint8Array(firstBytes);
  #end = 0;
  /** Where what may be repeated begins. */
  #start = 0;

  constructor(reach: number) {
    this.#reach = reach;
  }

  /** How many bytes there are in front, modulo 16 at least. */
  get end(): number {
    return this.#end;
  }

  /** Makes room for another chunk. */
  reserve(): void {
    if (this.#end + longestChunk <= this.#bytes.length) return;
    // By a multiple of 16, which places are counted modulo.
    const passed = Math.max(0, this.#end - this.#reach) & ~15;
    if (passed >= this.#bytes.length / 4) {
      this.#bytes.copyWithin(0, passed, this.#end);
      this.#end -= passed;
      this.#start = Math.max(0, this.#start - passed);
    } else {
      const bytes = new Uint8Array(2 * this.#bytes.length);
      bytes.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = bytes;
    }
  }

  /** Forgets all. */
  reset(): void {
    this.#start = this.#end = 0;
  }

  push(byte: number): void {
    this.#bytes[this.#end++] = byte;
  }

  append(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** The byte that is so many bytes behind the last one; 0 where there is none yet. */
  byteBefore(distance: number): number {
    const at = this.#end - 1 - distance;
    return at < this.#start ? 0 : this.#bytes[at]!;
  }

  /**
   * Repeats what begins so many bytes before the last one, which may go on into what is added.
   * @throws an error where there is nothing
   */
  repeat(distance: number, length: number): void {
    const from = this.#end - 1 - distance;
    if (from < this.#start || distance >= this.#reach) throw damaged();
    const bytes = this.#bytes;
    const end = this.#end;
    for (let i = 0; i < length; i++) bytes[end + i] = bytes[from + i]!;
    this.#end = end + length;
  }

  /** A copy of what is there from a place on. */
  copyFrom(start: number): Buffer {
    return Buffer.from(this.#bytes.subarray(start, this.#end));
  }
}
