import type { ElementWriter } from "@holdall/bag";
import * as zlib from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import type { ParquetWriter, Writer } from "hyparquet-writer";
import type { ColumnTypes } from "../columns/column-type.ts";
import { createGroupWriter, type GroupFile, type GroupPlace } from "../columns/group-writer.ts";
import { packByBrotli, zstdCompressSync } from "../write/compression.ts";
import type { Output } from "../write/output.ts";
import type { WrittenFile } from "../write/written-file.ts";
import { loadWriter } from "./libraries.ts";
import { createParquetSchema } from "./parquet-schema.ts";

/** How the pages of a file are compressed. */
export type ParquetCompression = "none" | "snappy" | "gzip" | "brotli" | "zstd";

/** The file of a partition, as data for the worker that writes it. */
interface ParquetPlace extends GroupPlace {
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
  return createGroupWriter(place, {
    groupSize: place.rowGroupSize,
    open: (output, types) => new ParquetFile(output, { ...place, types }),
  });
}

/** A file under way, one row group after the other. */
class ParquetFile implements GroupFile {
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
