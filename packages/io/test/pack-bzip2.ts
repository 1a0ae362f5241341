/** Compresses by bzip2, in blocks of so many bytes, without caring how well: no package does that which can be installed. */
export function packBzip2(bytes: Uint8Array, blockBytes = 900_000): Buffer {
  const bits = new BitWriter();
  for (const character of Buffer.from("BZh9")) bits.write(character, 8);
  let checksum = 0;
  for (let at = 0; at < bytes.length; at += blockBytes) {
    const block = bytes.subarray(at, at + blockBytes);
    const own = checksumOf(block);
    checksum = (((checksum << 1) | (checksum >>> 31)) ^ own) >>> 0;
    writeBlock(bits, block, own);
  }
  bits.write(0x177245, 24);
  bits.write(0x385090, 24);
  bits.writeWord(checksum);
  return bits.bytes();
}

class BitWriter {
  readonly #bits: number[] = [];

  write(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) this.#bits.push((value >>> i) & 1);
  }

  writeWord(value: number): void {
    this.write(value >>> 16, 16);
    this.write(value & 0xffff, 16);
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, i) => (bytes[i >>> 3]! |= bit << (7 - (i & 7))));
    return bytes;
  }
}

function checksumOf(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let i = 0; i < 8; i++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return ~crc >>> 0;
}

function writeBlock(bits: BitWriter, block: Uint8Array, checksum: number): void {
  const { sorted, origin } = sortRotations(shortenRuns(block));
  const used = [...new Set(sorted)].sort((a, b) => a - b);
  bits.write(0x314159, 24);
  bits.write(0x265359, 24);
  bits.writeWord(checksum);
  bits.write(0, 1);
  bits.write(origin, 24);
  const groups = Array.from({ length: 16 }, (_, group) => used.filter((byte) => byte >> 4 === group));
  for (const group of groups) bits.write(group.length > 0 ? 1 : 0, 1);
  for (const [i, group] of groups.entries())
    if (group.length > 0) for (let j = 0; j < 16; j++) bits.write(group.includes(16 * i + j) ? 1 : 0, 1);
  const symbols = symbolsOf(sorted, used);
  const selectors = Array.from({ length: Math.ceil(symbols.length / 50) }, (_, i) => i % 2);
  bits.write(2, 3);
  bits.write(selectors.length, 15);
  // Each time the other table than before, but for the first one.
  for (const i of selectors.keys()) bits.write(i === 0 ? 0 : 0b10, i === 0 ? 1 : 2);
  const tables = [codeLengths(used.length + 2, 10), codeLengths(used.length + 2, 0)];
  for (const lengths of tables) writeLengths(bits, lengths);
  const codes = tables.map(codesOf);
  for (const [i, symbol] of symbols.entries()) {
    const table = selectors[Math.floor(i / 50)]!;
    bits.write(codes[table]![symbol]!, tables[table]![symbol]!);
  }
}

/** Four equal bytes are followed by how many more there are. */
function shortenRuns(bytes: Uint8Array): number[] {
  const shortened: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let length = 1;
    while (length < 255 && bytes[at + length] === bytes[at]) length++;
    for (let i = 0; i < Math.min(length, 4); i++) shortened.push(bytes[at]!);
    if (length >= 4) shortened.push(length - 4);
    at += length;
  }
  return shortened;
}

function sortRotations(bytes: readonly number[]): { sorted: number[]; origin: number } {
  const { length } = bytes;
  const rotations = [...bytes.keys()].sort((a, b) => {
    for (let i = 0; i < length; i++) {
      const difference = bytes[(a + i) % length]! - bytes[(b + i) % length]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  return {
    sorted: rotations.map((start) => bytes[(start + length - 1) % length]!),
    origin: rotations.indexOf(0),
  };
}

/** How recently each byte was there, with counts of those that were there last, and an end. */
function symbolsOf(bytes: readonly number[], used: readonly number[]): number[] {
  const recent = [...used];
  const symbols: number[] = [];
  let repeats = 0;
  const writeRepeats = (): void => {
    for (; repeats > 0; repeats = (repeats - 1) >> 1) symbols.push((repeats - 1) & 1);
  };
  for (const byte of bytes) {
    const place = recent.indexOf(byte);
    if (place === 0) {
      repeats++;
      continue;
    }
    writeRepeats();
    recent.splice(place, 1);
    recent.unshift(byte);
    symbols.push(place + 1);
  }
  writeRepeats();
  symbols.push(used.length + 1);
  return symbols;
}

/** Lengths of codes, of which as many as that are each one bit longer than the one before. */
function codeLengths(count: number, growing: number): number[] {
  const first = Math.min(growing, count - 2);
  const rest = first + Math.ceil(Math.log2(count - first));
  return Array.from({ length: count }, (_, i) => (i < first ? i + 1 : rest));
}

function writeLengths(bits: BitWriter, lengths: readonly number[]): void {
  let current = lengths[0]!;
  bits.write(current, 5);
  for (const length of lengths) {
    for (; current < length; current++) bits.write(0b10, 2);
    for (; current > length; current--) bits.write(0b11, 2);
    bits.write(0, 1);
  }
}

function codesOf(lengths: readonly number[]): number[] {
  let code = 0;
  return lengths.map((length, i) => {
    const own = code;
    code = (code + 1) << ((lengths[i + 1] ?? length) - length);
    return own;
  });
}
