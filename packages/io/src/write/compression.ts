import * as zlib from "node:zlib";
import type { FileCompression } from "../file-compression.ts";

type Pack = (bytes: Uint8Array) => Buffer;

/** Node has it from 22.15 on. */
export const zstdCompressSync: Pack | undefined = (zlib as { readonly zstdCompressSync?: Pack })
  .zstdCompressSync;

/** Packs the bytes of a file, piece by piece. */
export interface Packer {
  /** Returns what can be written already. */
  pack(piece: Buffer): Buffer;
  /** Returns what is still to be written after the last piece. */
  end(): Buffer;
}

const nothing = Buffer.alloc(0);

export function createPacker(compression: FileCompression): Packer {
  switch (compression) {
    case "none":
      return { pack: (piece) => piece, end: () => nothing };
    case "gzip":
      return packEach((bytes) => zlib.gzipSync(bytes));
    case "zstd":
      return packEach((bytes) => zstdCompressSync!(bytes));
    case "deflate":
      return packWhole((bytes) => zlib.deflateSync(bytes));
    case "brotli":
      return packWhole(packByBrotli);
    default:
      return compression satisfies never;
  }
}

/** In formats in which packed pieces one after the other are the packed whole. */
function packEach(pack: Pack): Packer {
  let isEmpty = true;
  return {
    pack(piece) {
      isEmpty = false;
      return pack(piece);
    },
    end: () => (isEmpty ? pack(nothing) : nothing),
  };
}

function packWhole(pack: Pack): Packer {
  const pieces: Buffer[] = [];
  return {
    pack(piece) {
      pieces.push(piece);
      return nothing;
    },
    end: () => pack(Buffer.concat(pieces)),
  };
}

// That of most programs: the highest, which is Node's default, takes a hundred times as long.
const quality = 5;

/** Packs at once. */
export function packByBrotli(bytes: Uint8Array): Buffer {
  return zlib.brotliCompressSync(bytes, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: quality,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
