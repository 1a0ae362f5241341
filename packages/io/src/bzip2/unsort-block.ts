import type { SortedBlock } from "./read-block.ts";

// What comes out at a time, and the longest run that one byte stands for.
const portionBytes = 2 ** 18;
const longestRun = 255;

/**
 * Brings the bytes of a block into their order, and writes out runs.
 * @throws an error when they are not what was compressed
 */
export function* unsortBlock({ bytes, origin, checksum }: SortedBlock): Generator<Buffer> {
  linkBytes(bytes);
  let portion = Buffer.allocUnsafe(portionBytes);
  let length = 0;
  let crc = -1;
  let last = -1;
  // How many bytes there are in a row like this one: behind four, one says how many more.
  let run = 0;
  let at = bytes[origin]! >>> 8;
  for (let i = 0; i < bytes.length; i++) {
    const entry = bytes[at]!;
    at = entry >>> 8;
    const byte = entry & 0xff;
    let count = 1;
    let value = byte;
    if (run === 4) {
      count = byte;
      value = last;
      run = 0;
      last = -1;
    } else {
      run = byte === last ? run + 1 : 1;
      last = byte;
    }
    for (; count > 0; count--) {
      portion[length++] = value;
      crc = (crc << 8) ^ crcTable[((crc >>> 24) ^ value) & 0xff]!;
    }
    if (length > portionBytes - longestRun) {
      yield portion.subarray(0, length);
      portion = Buffer.allocUnsafe(portionBytes);
      length = 0;
    }
  }
  if (~crc >>> 0 !== checksum) throw new Error("the checksum of a block is another one");
  yield portion.subarray(0, length);
}

/** Notes with each byte the place of the one behind it, which is where it is among its like when they are sorted. */
function linkBytes(bytes: Uint32Array): void {
  const places = new Uint32Array(257);
  for (const byte of bytes) places[byte + 1]! += 1;
  for (let i = 0; i < 256; i++) places[i + 1]! += places[i]!;
  for (let i = 0; i < bytes.length; i++) {
    const place = places[bytes[i]! & 0xff]!++;
    bytes[place]! |= i << 8;
  }
}

const polynomial = 0x04c11db7;

// The highest bit of each byte first, which is why it is not that of zlib.
const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ polynomial : crc << 1;
  return crc;
});
