import type { ElementWriter } from "@holdall/bag";
import { notJsonError } from "../errors.ts";
import { createLineWriter } from "./line-writer.ts";
import type { PartPlace } from "./part-text.ts";
import type { WrittenFile } from "./written-file.ts";

export function openJsonFile(place: PartPlace): ElementWriter<unknown, WrittenFile> {
  return createLineWriter(place, (element) => {
    const text = JSON.stringify(element) as string | undefined;
    if (text === undefined) throw notJsonError(element);
    return `${text}\n`;
  });
}
