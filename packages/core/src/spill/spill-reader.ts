import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { cannotRead } from "./spill-error.ts";
import { mostAtOnce, type SpillPlace } from "./spill-place.ts";

/** Reads results from the files of a run, which are kept open until it is closed. */
export class SpillReader {
  readonly #folder: string;
  readonly #descriptors = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The pieces of one result, each in memory of its own.
   * @throws SpillError when the file is not there any more, or not as it was
   */
  read({ file, start, lengths, check }: SpillPlace): Uint8Array<ArrayBuffer>[] {
    const whole = path.join(this.#folder, file);
    try {
      const descriptor = this.#open(file, whole);
      let position = start;
      let found = 0;
      const pieces = lengths.map((length) => {
        const piece = new Uint8Array(length);
        fill(descriptor, piece, position);
        position += length;
        found = crc32(piece, found);
        return piece;
      });
      if (found !== check) throw new Error(`its bytes from ${start} on are not those that were written`);
      return pieces;
    } catch (error) {
      throw cannotRead(whole, error);
    }
  }

  /** Closes its files. It may be used again. */
  close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }

  #open(file: string, whole: string): number {
    let descriptor = this.#descriptors.get(file);
    if (descriptor === undefined) {
      descriptor = openSync(whole, "r");
      this.#descriptors.set(file, descriptor);
    }
    return descriptor;
  }
}

function fill(descriptor: number, piece: Uint8Array, start: number): void {
  for (let done = 0; done < piece.byteLength;) {
    const read = readSync(
      descriptor,
      piece,
      done,
      Math.min(mostAtOnce, piece.byteLength - done),
      start + done,
    );
    if (read === 0) throw new Error(`it ends before byte ${start + piece.byteLength}`);
    done += read;
  }
}
