import { readFileSync } from "node:fs";

/** What `assembly/text.ts` exports: see there. Addresses are places in `memory`. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(length: number): number;
  count(from: number, length: number, byte: number): number;
  clear(salt: number): void;
  tally(length: number, separator: number, lineEnd: number, dropsReturns: boolean): number;
  tallyLast(from: number, length: number): void;
  size(): number;
  lengthOfParts(): number;
  writeParts(lineEnd: number): number;
  writeCounts(): number;
}

// Neither the declarations of the language nor those of Node have it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

let module: object | undefined;
const idle: TextKernel[] = [];

// Bytes of memory that are kept for whoever comes next, and of text that are looked at together.
const mostKept = 2 ** 26;
const portionBytes = 2 ** 19;

/** What parts of a text end with. Bytes. */
export interface Ends {
  readonly separator: number;
  readonly lineEnd: number;
}

/** Goes through the bytes of a text with code that has been compiled for it, in a memory of its own. */
export class TextKernel {
  readonly #exports: Exports;
  #input = 0;
  #room = 0;

  /** Whether there can be any: not in a Node that was told to compile nothing. */
  static readonly isThere: boolean = typeof WebAssembly !== "undefined";

  private constructor() {
    module ??= new WebAssembly.Module(readFileSync(new URL("./text.wasm", import.meta.url)));
    this.#exports = new WebAssembly.Instance(module).exports as Exports;
  }

  /** One that nobody else has until it is given back. */
  static lend(): TextKernel {
    return idle.pop() ?? new TextKernel();
  }

  giveBack(): void {
    if (this.#exports.memory.buffer.byteLength <= mostKept) idle.push(this);
  }

  /** Begins to count parts, and forgets all others. */
  clear(): void {
    this.#exports.clear(Math.random());
    this.#room = 0;
  }

  /** Room for bytes that are counted where they are. It is there until parts are counted, or bytes that are elsewhere. */
  room(): Buffer {
    this.#reserve(portionBytes);
    return Buffer.from(this.#exports.memory.buffer, this.#input, portionBytes);
  }

  /** How often a byte is there, and whether all of them are ASCII, which is seen on the way. */
  count(bytes: Buffer, byte: number): { readonly count: number; readonly isAscii: boolean } {
    const { memory } = this.#exports;
    if (bytes.buffer === memory.buffer) return this.#count(bytes.byteOffset, bytes.length, byte);
    let [count, isAscii] = [0, true];
    for (let from = 0; from < bytes.length; from += portionBytes) {
      const portion = bytes.subarray(from, from + portionBytes);
      this.#put(portion);
      const found = this.#count(this.#input, portion.length, byte);
      count += found.count;
      isAscii &&= found.isAscii;
    }
    return { count, isAscii };
  }

  #count(from: number, length: number, byte: number): ReturnType<TextKernel["count"]> {
    const found = this.#exports.count(from, length, byte);
    return found < 0 ? { count: -1 - found, isAscii: false } : { count: found, isAscii: true };
  }

  /**
   * Counts the parts of a text that begins where a line does. Its last line need not have an end.
   * @param dropsReturns - whether a carriage return before the end of a line belongs to it
   */
  tally(bytes: Buffer, { separator, lineEnd }: Ends, dropsReturns: boolean): void {
    const { tally, tallyLast } = this.#exports;
    let length = portionBytes;
    for (let from = 0; from < bytes.length;) {
      const portion = bytes.subarray(from, from + length);
      this.#put(portion);
      const done = tally(portion.length, separator, lineEnd, dropsReturns);
      if (from + portion.length === bytes.length) {
        if (bytes.at(-1) !== lineEnd) tallyLast(done, portion.length - done);
        return;
      }
      from += done;
      // A part is longer than that.
      if (done === 0) length *= 2;
    }
  }

  /** About how many bytes the parts take. */
  get bytesOfParts(): number {
    return this.#exports.lengthOfParts() + 32 * this.#exports.size();
  }

  /** The different parts, in order of their first appearance, each with the end of a line behind it; and how often each is there. */
  take(lineEnd: number): { readonly parts: Buffer; readonly counts: Uint32Array } {
    const { memory, size, lengthOfParts, writeParts, writeCounts } = this.#exports;
    const [partsAt, countsAt] = [writeParts(lineEnd), writeCounts()];
    const parts = Buffer.from(memory.buffer, partsAt, lengthOfParts());
    const counts = new Uint32Array(memory.buffer, countsAt, size());
    return { parts, counts };
  }

  #put(bytes: Buffer): void {
    this.#reserve(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, this.#input).set(bytes);
  }

  #reserve(length: number): void {
    if (this.#room >= length) return;
    this.#room = Math.max(length, portionBytes);
    this.#input = this.#exports.reserve(this.#room);
  }
}
