import type { ElementWriter } from "@holdall/bag";
import { notLatin1Error } from "../errors.ts";
import { PartFile, type PartPlace } from "./part-file.ts";
import { whenWritten, type WrittenFile } from "./written-file.ts";

const beyondLatin1 = /[\u0100-\uffff]/;

/** Writes the file of a partition, for each element what `toText` makes of it. */
export class LineWriter<T> implements ElementWriter<T, WrittenFile> {
  readonly #place: PartPlace;
  readonly #toText: (element: T) => string;
  readonly #file: PartFile;
  readonly #isLatin1: boolean;
  #count = 0;

  /** @param head - what the file begins with */
  constructor(place: PartPlace, toText: (element: T) => string, head = "") {
    this.#place = place;
    this.#toText = toText;
    this.#isLatin1 = place.encoding === "latin1";
    this.#file = new PartFile(place);
    if (head !== "") this.#put(head);
  }

  write(element: T): void {
    this.#put(this.#toText(element));
    this.#count += 1;
  }

  close(): WrittenFile | Promise<WrittenFile> {
    return whenWritten(this.#file.close(), { path: this.#place.path, count: this.#count });
  }

  abandon(): void {
    this.#file.abandon();
  }

  #put(text: string): void {
    if (this.#isLatin1 && beyondLatin1.test(text)) throw notLatin1Error(text);
    this.#file.write(text);
  }
}
