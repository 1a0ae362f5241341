import { closeSync, openSync } from "node:fs";
import { readSome } from "../read-range.ts";
import { findCharacters } from "./delimiter.ts";

/** Part of a file in memory, which is moved along it. Places are counted in bytes from the beginning of the file. */
export class FileWindow {
  readonly #path: string;
  /** Where the file ends, or is taken to: what was added to it later is not read. */
  readonly #size: number;
  readonly #fd: number;
  #memory: Buffer;
  #start: number;
  #length = 0;

  /** @param memory - where the bytes are put; more is taken where what has to be kept needs it */
  constructor(
    { path, size }: { readonly path: string; readonly size: number },
    { start, memory }: { readonly start: number; readonly memory: Buffer },
  ) {
    this.#path = path;
    this.#size = size;
    this.#start = start;
    this.#memory = memory;
    this.#fd = openSync(path, "r");
  }

  /** One past the last byte in memory. */
  get end(): number {
    return this.#start + this.#length;
  }

  get isAtEnd(): boolean {
    return this.end >= this.#size;
  }

  /** The bytes from `start` up to `end`, both in memory: good until the window is moved. */
  bytes(start: number, end: number): Buffer {
    return this.#memory.subarray(start - this.#start, end - this.#start);
  }

  /** Where these bytes are for the first time from `from` on, as multiples of `unit` go; -1 where they are not. */
  find(sought: Buffer, from: number, unit: number): number {
    const offset = this.#start;
    const at = findCharacters(this.bytes(offset, this.end), sought, { from: from - offset, offset, unit });
    return at < 0 ? -1 : at + offset;
  }

  /**
   * Reads on, and forgets what is before `keepFrom`.
   * @throws an error that names file and place when it cannot be read, or has become shorter
   */
  advance(keepFrom: number): void {
    const kept = this.bytes(keepFrom, this.end);
    const memory =
      2 * kept.length > this.#memory.length ? Buffer.allocUnsafeSlow(2 * this.#memory.length) : this.#memory;
    kept.copy(memory);
    this.#memory = memory;
    this.#start = keepFrom;
    this.#length = kept.length;
    const wanted = Math.min(memory.length - this.#length, this.#size - this.end);
    const into = memory.subarray(this.#length, this.#length + wanted);
    this.#length += readSome(this.#fd, into, { path: this.#path, size: this.#size, at: this.end });
  }

  close(): void {
    closeSync(this.#fd);
  }
}
