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

type Decompressor = NonNullable<hyparquet.Compressors["LZ4"]>;

type Unpack = (bytes: Uint8Array) => Buffer;

// Node has it from 22.15 on.
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: Unpack };

/** What decompresses pages: Node itself where it can, which is faster. */
export function loadDecompressors(): hyparquet.Compressors {
  const { compressors } = load("hyparquet-compressors") as typeof compressorsModule;
  const { LZ4, LZ4_RAW } = compressors;
  return {
    ...compressors,
    LZ4: unlessEmpty(LZ4!),
    LZ4_RAW: unlessEmpty(LZ4_RAW!),
    GZIP: (bytes) => zlib.gunzipSync(bytes),
    BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
    ...(zstdDecompressSync && { ZSTD: zstdDecompressSync }),
  };
}

/** The library seeks something to repeat in what LZ4 makes of nothing, as which a dictionary without values is packed. */
function unlessEmpty(unpack: Decompressor): Decompressor {
  return (bytes, length) => (length === 0 ? new Uint8Array() : unpack(bytes, length));
}
