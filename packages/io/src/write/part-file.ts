import type { FileCompression } from "../file-compression.ts";
import type { TextEncoding } from "../text/delimiter.ts";
import { createPacker, type Packer } from "./compression.ts";
import { createOutput, type OpenPlace, type Output } from "./output.ts";

/** The file of one partition, as data for the worker that writes it. */
export interface PartPlace extends OpenPlace {
  readonly encoding: TextEncoding;
  readonly compression: FileCompression;
}

// Characters that are written at a time.
const pieceLength = 2 ** 20;

/** A file of text under way, which is encoded and packed piece by piece. */
export class PartFile {
  readonly #encoding: TextEncoding;
  readonly #packer: Packer;
  readonly #output: Output;
  #text = "";

  /** @throws an error that names the file when it cannot be made */
  constructor(place: PartPlace) {
    this.#encoding = place.encoding;
    this.#packer = createPacker(place.compression);
    this.#output = createOutput(place);
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= pieceLength) this.#flush();
  }

  /** Gives the file its name. @returns how many bytes it has */
  close(): number | Promise<number> {
    try {
      this.#flush();
      this.#output.write(this.#packer.end());
    } catch (error) {
      this.abandon();
      throw error;
    }
    return this.#output.close();
  }

  /** Leaves nothing of it. Throws nothing: why it is abandoned is what is to be told. */
  abandon(): void {
    this.#output.abandon();
  }

  #flush(): void {
    if (this.#text === "") return;
    const piece = Buffer.from(this.#text, this.#encoding);
    this.#text = "";
    this.#output.write(this.#packer.pack(piece));
  }
}
