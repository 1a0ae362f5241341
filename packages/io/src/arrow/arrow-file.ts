import type { ElementWriter } from "@holdall/bag";
import type { RecordBatchWriter, Schema } from "apache-arrow";
import type { ColumnTypes } from "../columns/column-type.ts";
import { createGroupWriter, type GroupFile, type GroupPlace } from "../columns/group-writer.ts";
import type { Output } from "../write/output.ts";
import type { WrittenFile } from "../write/written-file.ts";
import { createArrowSchema, encodeBatch } from "./encode-column.ts";
import { loadArrow, type Arrow } from "./library.ts";

/** How record batches are put into a file: with an end that tells where they are, or one after the other. */
export type ArrowFormat = "file" | "stream";

/** The file of a partition, as data for the worker that writes it. */
interface ArrowPlace extends GroupPlace {
  readonly batchSize: number;
  readonly format: ArrowFormat;
}

export function openArrowFile(place: ArrowPlace): ElementWriter<unknown, WrittenFile> {
  const { batchSize, format } = place;
  const arrow = loadArrow("toArrow()");
  return createGroupWriter(place, {
    groupSize: batchSize,
    open: (output, types) => new ArrowFile(output, { types, format, arrow }),
  });
}

interface ArrowFileOptions {
  readonly types: ColumnTypes;
  readonly format: ArrowFormat;
  readonly arrow: Arrow;
}

/** A file under way, one record batch after the other. */
class ArrowFile implements GroupFile {
  readonly #output: Output;
  readonly #arrow: Arrow;
  readonly #types: ColumnTypes;
  readonly #schema: Schema;
  readonly #writer: RecordBatchWriter;
  readonly #pieces: Uint8Array[] = [];

  constructor(output: Output, { types, format, arrow }: ArrowFileOptions) {
    const pieces = this.#pieces;
    this.#output = output;
    this.#arrow = arrow;
    this.#types = types;
    this.#schema = createArrowSchema(types, arrow);
    // A queue of which nothing is left in memory.
    class Sink extends arrow.AsyncByteQueue {
      override write(piece: Uint8Array): void {
        pieces.push(Buffer.from(piece));
      }
    }
    this.#writer =
      format === "file" ? new arrow.RecordBatchFileWriter() : new arrow.RecordBatchStreamWriter();
    this.#writer.reset(new Sink(), this.#schema);
  }

  write(records: readonly Record<string, unknown>[]): void {
    this.#writer.write(encodeBatch(records, { schema: this.#schema, types: this.#types }, this.#arrow));
    this.#flush();
  }

  end(): void {
    this.#writer.finish();
    this.#flush();
  }

  #flush(): void {
    this.#output.write(Buffer.concat(this.#pieces.splice(0)));
  }
}
