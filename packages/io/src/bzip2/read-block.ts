import type { BitReader } from "./bit-reader.ts";
import { HuffmanTable } from "./huffman-table.ts";

/** A block as it was before it was coded: still in the order of its rotations. */
export interface SortedBlock {
  readonly checksum: number;
  /** The place of what comes first. */
  readonly origin: number;
  /** Bytes, as the lower 8 bits. */
  readonly bytes: Uint32Array;
}

const symbolsPerTable = 50;
const longestCode = 20;

/**
 * Reads a block behind its first six bytes, by what bzip2 itself does.
 * @param memory - for the bytes of a block, as many as there may be
 * @throws TooFewBytes, or an error that says what is wrong
 */
export function readBlock(bits: BitReader, memory: Uint32Array): SortedBlock {
  const checksum = bits.read(16) * 2 ** 16 + bits.read(16);
  if (bits.read(1) === 1) throw new Error("a block of it is randomised, as old programs made them");
  const origin = bits.read(24);
  const used = readUsedBytes(bits);
  const symbolCount = used.length + 2;
  const tableCount = bits.read(3);
  const selectors = readSelectors(bits, tableCount);
  const tables = Array.from({ length: tableCount }, () => readTable(bits, symbolCount));
  const length = readBytes(bits, { used, memory, tables, selectors });
  if (origin >= length) throw damaged();
  return { checksum, origin, bytes: memory.subarray(0, length) };
}

function damaged(): Error {
  return new Error("a block of it is damaged");
}

/** The bytes that there are in a block, which is what symbols mean at first. */
function readUsedBytes(bits: BitReader): Uint8Array {
  const used: number[] = [];
  const groups = bits.read(16);
  for (let group = 0; group < 16; group++) {
    if ((groups & (0x8000 >>> group)) === 0) continue;
    const members = bits.read(16);
    for (let i = 0; i < 16; i++) if ((members & (0x8000 >>> i)) !== 0) used.push(16 * group + i);
  }
  return Uint8Array.from(used);
}

/** Which table each group of symbols is coded by. */
function readSelectors(bits: BitReader, tableCount: number): Uint8Array {
  const selectors = new Uint8Array(bits.read(15));
  if (tableCount < 2 || tableCount > 6 || selectors.length === 0) throw damaged();
  const recent = Uint8Array.from({ length: tableCount }, (_, i) => i);
  for (let i = 0; i < selectors.length; i++) {
    let place = 0;
    while (bits.read(1) === 1) place += 1;
    if (place >= tableCount) throw damaged();
    selectors[i] = moveToFront(recent, place);
  }
  return selectors;
}

function moveToFront(list: Uint8Array, place: number): number {
  const value = list[place]!;
  for (let i = place; i > 0; i--) list[i] = list[i - 1]!;
  list[0] = value;
  return value;
}

function readTable(bits: BitReader, symbolCount: number): HuffmanTable {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let i = 0; i < symbolCount; i++) {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > longestCode) throw damaged();
    lengths[i] = length;
  }
  return new HuffmanTable(lengths);
}

interface CodedBytes {
  readonly used: Uint8Array;
  readonly memory: Uint32Array;
  readonly tables: readonly HuffmanTable[];
  readonly selectors: Uint8Array;
}

/** Reads the bytes themselves into memory, and returns how many they are. */
function readBytes(bits: BitReader, { used, memory, tables, selectors }: CodedBytes): number {
  const end = used.length + 1;
  let length = 0;
  let left = 0;
  let group = 0;
  let table: HuffmanTable | undefined;
  // How often the last byte comes once more, a digit with each symbol: 0 stands for 1, 1 for 2.
  let repeats = 0;
  let digit = 1;
  for (;;) {
    if (left === 0) {
      table = tables[selectors[group++]!];
      if (table === undefined) throw damaged();
      left = symbolsPerTable;
    }
    left -= 1;
    const symbol = table!.read(bits);
    if (symbol < 2) {
      repeats += digit << symbol;
      digit *= 2;
      if (repeats > memory.length) throw damaged();
      continue;
    }
    if (repeats > 0) {
      if (used.length === 0 || length + repeats > memory.length) throw damaged();
      memory.fill(used[0]!, length, length + repeats);
      length += repeats;
      repeats = 0;
      digit = 1;
    }
    if (symbol === end) return length;
    if (length === memory.length) throw damaged();
    memory[length++] = moveToFront(used, symbol - 1);
  }
}
