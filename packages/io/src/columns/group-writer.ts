import type { ElementWriter } from "@holdall/bag";
import { createFileWriter } from "../write/file-writer.ts";
import type { OpenPlace, Output } from "../write/output.ts";
import type { WrittenFile } from "../write/written-file.ts";
import type { ColumnTypes } from "./column-type.ts";
import { RecordBuffer } from "./record-buffer.ts";

/** The file of a partition whose records are written in groups. */
export interface GroupPlace extends OpenPlace {
  /** The columns; `undefined` where the first group tells them. */
  readonly schema: ColumnTypes | undefined;
}

/** A file under way, one group of records after the other. */
export interface GroupFile {
  /** Takes at least one. */
  write(records: readonly Record<string, unknown>[]): void;
  end(): void;
}

interface GroupOptions {
  /** How many records make a group. */
  readonly groupSize: number;
  /** Called when it is known what the columns are. */
  readonly open: (output: Output, types: ColumnTypes) => GroupFile;
}

/** Writes the file of a partition by groups of its elements. */
export function createGroupWriter(
  place: GroupPlace,
  { groupSize, open }: GroupOptions,
): ElementWriter<unknown, WrittenFile> {
  return createFileWriter(place, (output) => {
    const buffer = new RecordBuffer(place.schema);
    let file: GroupFile | undefined;
    const flush = (): GroupFile => {
      const records = buffer.take();
      file ??= open(output, buffer.types);
      if (records.length > 0) file.write(records);
      return file;
    };
    return {
      write(record) {
        buffer.add(record);
        if (buffer.length === groupSize) flush();
      },
      end: () => flush().end(),
    };
  });
}
