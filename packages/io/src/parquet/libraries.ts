import { createRequire } from "node:module";
import * as zlib from "node:zlib";
import type * as hyparquet from "hyparquet";
import type * as compressorsModule from "hyparquet-compressors";
import type * as hyparquetWriter from "hyparquet-writer";
import type * as snappyModule from "hyparquet-writer/src/snappy.js";

// Loaded only where Parquet files are read or written, and at once, as writers are opened at once.
const load = createRequire(import.meta.url);

export function loadReader(): typeof hyparquet {
  return load("hyparquet") as typeof hyparquet;
}

export function loadWriter(): typeof hyparquetWriter {
  return load("hyparquet-writer") as typeof hyparquetWriter;
}

/** What packs by snappy. */
export function loadSnappy(): typeof snappyModule {
  return load("hyparquet-writer/src/snappy.js") as typeof snappyModule;
}

type Unpack = (bytes: Uint8Array) => Buffer;

// Node has it from 22.15 on.
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: Unpack };

/** What decompresses pages: Node itself where it can, which is faster. */
export function loadDecompressors(): hyparquet.Compressors {
  const { compressors } = load("hyparquet-compressors") as typeof compressorsModule;
  return {
    ...compressors,
    GZIP: (bytes) => zlib.gunzipSync(bytes),
    BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
    ...(zstdDecompressSync && { ZSTD: zstdDecompressSync }),
  };
}
