import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { notWrittenError } from "../errors.ts";
import type { TextEncoding } from "../text/delimiter.ts";
import type { FileCompression } from "../file-compression.ts";
import { createPacker, type Packer } from "./compression.ts";
import { temporaryPath } from "./temporary-files.ts";

/** The file of one partition, as data for the worker that writes it. */
export interface PartPlace {
  /** Absolute, so that it is the same for workers. */
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly compression: FileCompression;
}

// Characters that are written at a time.
const pieceLength = 2 ** 20;

/**
 * A file under way. It has its name only when all of it is on the disk: until then it is a temporary file beside, which is
 * removed when something fails.
 */
export class PartFile {
  readonly #place: PartPlace;
  readonly #temporary: string;
  readonly #packer: Packer;
  #descriptor: number | undefined;
  #text = "";
  #bytes = 0;

  /** @throws an error that names the file when it cannot be made */
  constructor(place: PartPlace) {
    this.#place = place;
    this.#temporary = temporaryPath(place.path);
    this.#packer = createPacker(place.compression);
    this.#try(() => {
      mkdirSync(path.dirname(place.path), { recursive: true });
      this.#descriptor = openSync(this.#temporary, "wx");
    });
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= pieceLength) this.#try(() => this.#flush());
  }

  /** Gives the file its name. @returns how many bytes it has */
  close(): number {
    return this.#try(() => {
      this.#flush();
      this.#put(this.#packer.end());
      fsyncSync(this.#descriptor!);
      this.#release();
      renameSync(this.#temporary, this.#place.path);
      return this.#bytes;
    });
  }

  /** Leaves nothing of it. Throws nothing: why it is abandoned is what is to be told. */
  abandon(): void {
    try {
      this.#release();
      rmSync(this.#temporary, { force: true });
    } catch {
      // It is removed when the run is over, if there is anything to remove.
    }
  }

  #flush(): void {
    if (this.#text === "") return;
    const piece = Buffer.from(this.#text, this.#place.encoding);
    this.#text = "";
    this.#put(this.#packer.pack(piece));
  }

  #put(bytes: Buffer): void {
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#descriptor!, bytes, written);
    this.#bytes += bytes.length;
  }

  #release(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    closeSync(descriptor);
  }

  #try<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.abandon();
      throw notWrittenError(this.#place.path, error);
    }
  }
}
