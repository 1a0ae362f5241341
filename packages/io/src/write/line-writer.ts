import type { ElementWriter } from "@holdall/bag";
import { notLatin1Error } from "../errors.ts";
import { createFileWriter } from "./file-writer.ts";
import { PartText, type PartPlace } from "./part-text.ts";
import type { WrittenFile } from "./written-file.ts";

const beyondLatin1 = /[\u0100-\uffff]/;

/**
 * Writes the file of a partition, for each element what `toText` makes of it.
 * @param head - what the file begins with
 */
export function createLineWriter<T>(
  place: PartPlace,
  toText: (element: T) => string,
  head = "",
): ElementWriter<T, WrittenFile> {
  const isLatin1 = place.encoding === "latin1";
  return createFileWriter(place, (output) => {
    const file = new PartText(output, place);
    const put = (text: string): void => {
      if (isLatin1 && beyondLatin1.test(text)) throw notLatin1Error(text);
      file.write(text);
    };
    put(head);
    return { write: (element: T) => put(toText(element)), end: () => file.end() };
  });
}
