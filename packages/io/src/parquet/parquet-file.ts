import type { ElementWriter } from "@holdall/bag";
import { isPlainObject } from "@holdall/core/task";
import * as zlib from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import type { ColumnSource, ParquetWriter, Writer } from "hyparquet-writer";
import type { ColumnTypes } from "../columns/column-type.ts";
import { createGroupWriter, type GroupFile, type GroupPlace } from "../columns/group-writer.ts";
import { noColumnsError } from "../errors.ts";
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
    // How many rows there are, the columns tell.
    if (this.#columns.length === 0) throw noColumnsError();
    const columnData = this.#columns.map((name) => columnOf(name, records));
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

function columnOf(name: string, records: readonly Record<string, unknown>[]): ColumnSource {
  const data = records.map((record) => record[name]);
  // Of values that are there often it writes one, as which it takes 0 and -0.
  return data.some(hasMinusZero) ? { name, data, encoding: "PLAIN" } : { name, data };
}

function hasMinusZero(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return Object.is(value, -0);
  if (Array.isArray(value)) return value.some(hasMinusZero);
  return isPlainObject(value) && Object.values(value).some(hasMinusZero);
}

/** What the library writes into: `index` is where in its memory, `offset` where in the file. */
interface BufferedBytes extends Writer {
  index: number;
}
