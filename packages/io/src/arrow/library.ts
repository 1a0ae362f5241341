import { createRequire } from "node:module";
import { InvalidArgumentError } from "@holdall/core/task";
import type * as arrow from "apache-arrow";
import type * as file from "apache-arrow/ipc/metadata/file";
import { unpackLz4 } from "./lz4.ts";
import { loadDecompressors } from "../parquet/libraries.ts";

/** What is used of the library. */
export type Arrow = typeof arrow & Pick<typeof file, "Footer">;

// An optional package, as it is large: loaded only where Arrow files are read or written, and at once, as writers are
// opened at once.
const load = createRequire(import.meta.url);

/** @throws InvalidArgumentError when it is not installed */
export function loadArrow(where: string): Arrow {
  let library: Arrow;
  try {
    const { Footer } = load("apache-arrow/ipc/metadata/file") as typeof file;
    library = { ...(load("apache-arrow") as typeof arrow), Footer };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new InvalidArgumentError(
      `${where}: Expected the package apache-arrow to be installed, which reads and writes Arrow files, but it is not there. Install it beside holdall: npm install apache-arrow`,
      { cause: error },
    );
  }
  addCodecs(library);
  return library;
}

/** The library unpacks nothing by itself. */
function addCodecs({ compressionRegistry, CompressionType }: Arrow): void {
  const { LZ4_FRAME, ZSTD } = CompressionType;
  if (compressionRegistry.get(LZ4_FRAME) === null) compressionRegistry.set(LZ4_FRAME, { decode: unpackLz4 });
  if (compressionRegistry.get(ZSTD) === null) compressionRegistry.set(ZSTD, { decode: unpackZstd });
}

// Numbers of 64 bits are looked at where they are, which has to be at a multiple of eight.
const alignment = 8;

function unpackZstd(bytes: Uint8Array): Uint8Array {
  const unpacked = loadDecompressors().ZSTD!(bytes, 0);
  return unpacked.byteOffset % alignment === 0 ? unpacked : new Uint8Array(unpacked);
}
