import { notJsonError } from "../errors.ts";
import { LineWriter } from "./line-writer.ts";
import type { PartPlace } from "./part-file.ts";

export function openJsonFile(place: PartPlace): LineWriter<unknown> {
  return new LineWriter(place, (element) => {
    const text = JSON.stringify(element) as string | undefined;
    if (text === undefined) throw notJsonError(element);
    return `${text}\n`;
  });
}
