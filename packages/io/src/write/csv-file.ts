import { CsvText, type CsvFormat } from "./csv-text.ts";
import { LineWriter } from "./line-writer.ts";
import type { PartPlace } from "./part-file.ts";

export function openCsvFile(place: PartPlace & CsvFormat): LineWriter<unknown> {
  const text = new CsvText(place);
  return new LineWriter(place, (element) => text.lineOf(element), text.head);
}
