import { notStringError } from "../errors.ts";
import { LineWriter } from "./line-writer.ts";
import type { PartPlace } from "./part-file.ts";

/** A file of strings, and what is put behind each. */
interface TextPlace extends PartPlace {
  readonly delimiter: string;
}

export function openTextFile(place: TextPlace): LineWriter<string> {
  const { delimiter } = place;
  return new LineWriter(place, (element: unknown) => {
    if (typeof element !== "string") throw notStringError(element);
    return element + delimiter;
  });
}
