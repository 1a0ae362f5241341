import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** Computes what is written behind bytes, to tell whether they are the same. */
export interface Check {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** How many bytes the checks have that there may be, by their numbers. */
export const checkBytes: readonly number[] = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/** The check that has a number; nothing for one that no program makes, which is passed over. */
export function createCheck(number: number): Check | undefined {
  switch (number) {
    case 1:
      return new Crc32();
    case 4:
      return new Crc64();
    case 10: {
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
    default:
      return undefined;
  }
}

class Crc32 implements Check {
  #crc = 0;

  update(bytes: Uint8Array): void {
    this.#crc = crc32(bytes, this.#crc);
  }

  digest(): Buffer {
    const digest = Buffer.alloc(4);
    digest.writeUInt32LE(this.#crc);
    return digest;
  }
}

const polynomial = 0xc96c5795d7870f42n;

/** The remainders of single bytes, in halves, as numbers have no 64 bits. */
function createTables(): readonly [low: Int32Array, high: Int32Array] {
  const low = new Int32Array(256);
  const high = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1n) === 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
    low[byte] = Number(crc & 0xffffffffn);
    high[byte] = Number(crc >> 32n);
  }
  return [low, high];
}

class Crc64 implements Check {
  readonly #tables = createTables();
  #low = -1;
  #high = -1;

  update(bytes: Uint8Array): void {
    const [lowTable, highTable] = this.#tables;
    let low = this.#low;
    let high = this.#high;
    for (const byte of bytes) {
      const at = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ lowTable[at]!;
      high = (high >>> 8) ^ highTable[at]!;
    }
    this.#low = low;
    this.#high = high;
  }

  digest(): Buffer {
    const digest = Buffer.alloc(8);
    digest.writeInt32LE(~this.#low, 0);
    digest.writeInt32LE(~this.#high, 4);
    return digest;
  }
}
