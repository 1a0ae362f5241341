import type { ElementWriter } from "@holdall/bag";
import { notStringError } from "../errors.ts";
import { createLineWriter } from "./line-writer.ts";
import type { PartPlace } from "./part-text.ts";
import type { WrittenFile } from "./written-file.ts";

/** A file of strings, and what is put behind each. */
interface TextPlace extends PartPlace {
  readonly delimiter: string;
}

export function openTextFile(place: TextPlace): ElementWriter<string, WrittenFile> {
  const { delimiter } = place;
  return createLineWriter(place, (element: unknown) => {
    if (typeof element !== "string") throw notStringError(element);
    return element + delimiter;
  });
}
