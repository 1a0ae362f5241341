import type { FileCompression } from "../file-compression.ts";
import type { TextEncoding } from "../text/delimiter.ts";
import { createPacker, type Packer } from "./compression.ts";
import type { OpenPlace, Output } from "./output.ts";

/** The file of text of one partition, as data for the worker that writes it. */
export interface PartPlace extends OpenPlace {
  readonly encoding: TextEncoding;
  readonly compression: FileCompression;
}

// Characters that are written at a time.
const pieceLength = 2 ** 20;

/** The text of a file under way, which is encoded and packed piece by piece. */
export class PartText {
  readonly #encoding: TextEncoding;
  readonly #packer: Packer;
  readonly #output: Output;
  #text = "";

  constructor(output: Output, { encoding, compression }: PartPlace) {
    this.#encoding = encoding;
    this.#packer = createPacker(compression);
    this.#output = output;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= pieceLength) this.#flush();
  }

  end(): void {
    this.#flush();
    this.#output.write(this.#packer.end());
  }

  #flush(): void {
    if (this.#text === "") return;
    const piece = Buffer.from(this.#text, this.#encoding);
    this.#text = "";
    this.#output.write(this.#packer.pack(piece));
  }
}
