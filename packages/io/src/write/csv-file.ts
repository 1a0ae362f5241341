import type { ElementWriter } from "@holdall/bag";
import { CsvText, type CsvFormat } from "./csv-text.ts";
import { createLineWriter } from "./line-writer.ts";
import type { PartPlace } from "./part-text.ts";
import type { WrittenFile } from "./written-file.ts";

export function openCsvFile(place: PartPlace & CsvFormat): ElementWriter<unknown, WrittenFile> {
  const text = new CsvText(place);
  return createLineWriter(place, (element) => text.lineOf(element), text.head);
}
