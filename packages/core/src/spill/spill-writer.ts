import { closeSync, openSync, writeSync, writevSync } from "node:fs";
import path from "node:path";
import { threadId } from "node:worker_threads";
import { crc32 } from "node:zlib";
import { cannotRead, cannotWrite } from "./spill-error.ts";
import { mostAtOnce, type SpillPlace } from "./spill-place.ts";

// A file goes when nobody reads from it any more: so one is not to grow for as long as a run lasts.
const fullBytes = 128 * 2 ** 20;

// As many pieces as systems take in one go.
const mostPieces = 512;

/** Writes results one after the other, to files that no other writer has. */
export class SpillWriter {
  readonly #name: string;
  #folder: string | undefined;
  #file = "";
  #size = 0;
  #count = 0;

  /** @param name - what its files are called, but for their number: the only writer of its thread needs none */
  constructor(name: string = `${process.pid}-${threadId}`) {
    this.#name = name;
  }

  /**
   * Writes values, each as its pieces of bytes.
   * @returns where they are
   * @throws SpillError
   */
  write(folder: string, values: readonly (readonly Uint8Array[])[]): SpillPlace[] {
    const isNew = folder !== this.#folder || this.#size >= fullBytes;
    if (isNew) {
      this.#folder = folder;
      this.#file = `${this.#name}-${++this.#count}`;
      this.#size = 0;
    }
    const file = this.#file;
    const whole = path.join(folder, file);
    const places: SpillPlace[] = [];
    let start = this.#size;
    for (const pieces of values) {
      const lengths = pieces.map(({ byteLength }) => byteLength);
      places.push({ file, start, lengths, check: pieces.reduce((check, piece) => crc32(piece, check), 0) });
      for (const length of lengths) start += length;
    }
    try {
      // Not kept open: who would close it when its run has ended is in another thread or process.
      const descriptor = openSync(whole, isNew ? "wx" : "r+", 0o600);
      try {
        writePieces(descriptor, values.flat(), this.#size);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      this.#folder = undefined; // what is in the file now is not known
      const isGone = !isNew && (error as NodeJS.ErrnoException).code === "ENOENT";
      throw isGone ? cannotRead(whole, error) : cannotWrite(whole, error);
    }
    this.#size = start;
    return places;
  }
}

function writePieces(descriptor: number, pieces: readonly Uint8Array[], start: number): void {
  let position = start;
  for (let at = 0; at < pieces.length; at += mostPieces) {
    const together = pieces.slice(at, at + mostPieces);
    const written = writevSync(descriptor, together, position);
    let end = position;
    for (const piece of together) {
      const from = Math.min(piece.byteLength, Math.max(0, position + written - end));
      // A disk that is full, and very many bytes, are written in part at first.
      for (let done = from; done < piece.byteLength;)
        done += writeSync(descriptor, piece, done, Math.min(mostAtOnce, piece.byteLength - done), end + done);
      end += piece.byteLength;
    }
    position = end;
  }
}
