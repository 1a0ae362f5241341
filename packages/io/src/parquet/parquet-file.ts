import type { ElementWriter } from "@holdall/bag";
import * as zlib from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import type { ParquetWriter, Writer } from "hyparquet-writer";
import type { ColumnTypes } from "../columns/column-type.ts";
import { RecordBuffer } from "../columns/record-buffer.ts";
import { packByBrotli, zstdCompressSync } from "../write/compression.ts";
import { createOutput, type OpenPlace, type Output } from "../write/output.ts";
import { whenWritten, type WrittenFile } from "../write/written-file.ts";
import { loadWriter } from "./libraries.ts";
import { createParquetSchema } from "./parquet-schema.ts";

/** How the pages of a file are compressed. */
export type ParquetCompression = "none" | "snappy" | "gzip" | "brotli" | "zstd";

/** The file of a partition, as data for the worker that writes it. */
export interface ParquetPlace extends OpenPlace {
  readonly schema: ColumnTypes | undefined;
  readonly compression: ParquetCompression;
  readonly rowGroupSize: number;
}

const codecs: Readonly<Record<ParquetCompression, CompressionCodec>> = {
  none: "UNCOMPRESSED",
  snappy: "SNAPPY",
  gzip: "GZIP",
  brotli: "BROTLI",
  zstd: "ZSTD",
};

const compressors = {
  GZIP: (bytes: Uint8Array) => zlib.gzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => packByBrotli(bytes),
  ZSTD: (bytes: Uint8Array) => zstdCompressSync!(bytes),
};

export function openParquetFile(place: ParquetPlace): ElementWriter<unknown, WrittenFile> {
  const { path, rowGroupSize } = place;
  const output = createOutput(place);
  const buffer = new RecordBuffer(place.schema);
  let file: ParquetFile | undefined;
  let count = 0;
  const flush = (): void => {
    const records = buffer.take();
    file ??= new ParquetFile(output, { ...place, types: buffer.types });
    file.write(records);
  };
  return {
    write(record) {
      buffer.add(record);
      count += 1;
      if (buffer.length === rowGroupSize) flush();
    },
    close() {
      try {
        if (buffer.length > 0 || file === undefined) flush();
        file!.end();
      } catch (error) {
        output.abandon();
        throw error;
      }
      return whenWritten(output.close(), { path, count });
    },
    abandon: () => output.abandon(),
  };
}

/** A file under way, one row group after the other. */
class ParquetFile {
  readonly #output: Output;
  readonly #bytes: BufferedBytes;
  readonly #writer: ParquetWriter;
  readonly #columns: readonly string[];

  constructor(output: Output, { types, compression }: ParquetPlace & { readonly types: ColumnTypes }) {
    const { ByteWriter, ParquetWriter } = loadWriter();
    this.#output = output;
    this.#bytes = new ByteWriter();
    this.#columns = Object.keys(types);
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: createParquetSchema(types),
      codec: codecs[compression],
      compressors,
      createdBy: "holdall",
    });
  }

  write(records: readonly Record<string, unknown>[]): void {
    if (records.length === 0) return;
    const columnData = this.#columns.map((name) => ({ name, data: records.map((record) => record[name]) }));
    // At once: only a writer that has a `flush` is waited for.
    void this.#writer.write({ columnData, rowGroupSize: records.length });
    this.#flush();
  }

  end(): void {
    void this.#writer.finish();
    this.#flush();
  }

  #flush(): void {
    this.#output.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}

/** What the library writes into: `index` is where in its memory, `offset` where in the file. */
interface BufferedBytes extends Writer {
  index: number;
}
