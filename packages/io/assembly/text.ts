// What is done with each byte of a text, 16 bytes at a time: in AssemblyScript, which is compiled to WebAssembly, as
// JavaScript has no such instructions. See src/text/text-kernel.ts for who calls it.

/** Bytes that are looked at together. */
const width: usize = 16;

/** Bytes that are counted in one step of a loop, which are so many blocks. */
const blocks: usize = 4;
const stride: usize = blocks * width;

// 16 bytes of ones, and as many of zeros: from its middle back, masks of the first bytes of a block.
const ones = memory.data(32, 16);
memory.fill(ones, 0xff, width);

/** Where the text is put. Behind it there is room for a step. */
let input: usize = 0;

/** Makes room for a text of so many bytes. @returns where it is */
export function reserve(length: u32): usize {
  input = heap.alloc(usize(length) + stride);
  return input;
}

/** How often a byte is there among so many; a negative number, one less, where not all of them are ASCII. */
export function count(from: usize, length: u32, byte: u8): i32 {
  const sought = i8x16.splat(byte);
  const end = from + length;
  let at = from;
  let found: u32 = 0;
  let seen = i8x16.splat(0);
  while (at + stride <= end) {
    // More would be too many for the 8 bits of each place.
    const stop = at + min<usize>((end - at) / stride, 255 / blocks) * stride;
    let inPlaces = i8x16.splat(0);
    for (; at < stop; at += stride) {
      const one = v128.load(at);
      const two = v128.load(at, width);
      const three = v128.load(at, 2 * width);
      const four = v128.load(at, 3 * width);
      seen = v128.or(seen, v128.or(v128.or(one, two), v128.or(three, four)));
      const inFirst = i8x16.add(i8x16.eq(one, sought), i8x16.eq(two, sought));
      const inLast = i8x16.add(i8x16.eq(three, sought), i8x16.eq(four, sought));
      inPlaces = i8x16.sub(inPlaces, i8x16.add(inFirst, inLast));
    }
    const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(inPlaces));
    found += i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
    found += i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  }
  let isAscii = i8x16.bitmask(seen) == 0;
  for (; at < end; at++) {
    const one = load<u8>(at);
    found += u32(one == byte);
    isAscii = isAscii && one < 0x80;
  }
  return isAscii ? i32(found) : -1 - i32(found);
}

// Parts that are counted are entries in a list, in order of their first appearance, each of them found by a table: 8 bytes
// by hash, or in the first free place after that, which are the upper half of a hash, and the address of an entry.
const tableOfNone: u32 = 1 << 12;
let table: usize = 0;
let places: u32 = 0;
let entries: u32 = 0;
let first: usize = 0;
let last: usize = 0;
let bytesOfParts: u32 = 0;
let salt: u64 = 0;

@unmanaged
class Entry {
  next: usize;
  count: u32;
  length: u32;
  // The bytes of the part come next, and zeros up to the end of a block.
}

const bytesIn: usize = offsetof<Entry>();

// Parts wait to be counted until there are 16: then the memory that each of them needs is fetched for all at once, which is most
// of the time where there are more parts than the processor's cache holds.
@unmanaged
class WaitingPart {
  start: usize;
  length: u32;
  hash: u32;
  // The entry in the place of the hash, then what is read there: nothing is done with it.
  fetched: u32;
}

const waitingBytes: usize = offsetof<WaitingPart>();
const firstWaiting = memory.data(256, 16);
const endOfWaiting: usize = firstWaiting + 16 * waitingBytes;
let nextWaiting: usize = firstWaiting;

/**
 * Forgets everything, the room for a text too.
 * @param random - any number, which hashes depend on: texts may be written by those who want their words to have the same
 */
export function clear(random: f64): void {
  salt = reinterpret<u64>(random);
  heap.reset();
  input = 0;
  entries = 0;
  first = 0;
  last = 0;
  bytesOfParts = 0;
  places = tableOfNone;
  table = emptyTable();
}

/**
 * Counts the parts of the text that end with one of two bytes.
 * @param dropsReturns - whether a carriage return before the second one belongs to it: it takes a quarter longer
 * @returns how many bytes these are; behind them is the beginning of another part
 */
export function tally(length: u32, separator: u8, lineEnd: u8, dropsReturns: bool): u32 {
  const separators = i8x16.splat(separator);
  const lineEnds = i8x16.splat(lineEnd);
  const end = input + length;
  let start = input;
  for (let at = input; at < end; at += stride) {
    let found: u64 = 0;
    for (let i: usize = 0; i < blocks; i++) {
      const block = v128.load(at + i * width);
      const isEnd = v128.or(i8x16.eq(block, separators), i8x16.eq(block, lineEnds));
      found |= u64(i8x16.bitmask(isEnd)) << (i * width);
    }
    if (end - at < stride) found &= (u64(1) << (end - at)) - 1;
    for (; found != 0; found &= found - 1) {
      const stop = at + usize(ctz(found));
      const isReturned =
        dropsReturns && stop > start && load<u8>(stop) == lineEnd && load<u8>(stop - 1) == 0x0d;
      wait(start, u32(stop - start) - u32(isReturned));
      start = stop + 1;
    }
  }
  addWaiting();
  return u32(start - input);
}

/** Counts so many bytes of the text as one part. */
export function tallyLast(from: u32, length: u32): void {
  const start = input + from;
  add(start, length, hashOf(start, length));
}

function wait(start: usize, length: u32): void {
  const hash = hashOf(start, length);
  const part = changetype<WaitingPart>(nextWaiting);
  part.start = start;
  part.length = length;
  part.hash = hash;
  part.fetched = load<u32>(placeOf(hash), 4);
  nextWaiting += waitingBytes;
  if (nextWaiting == endOfWaiting) addWaiting();
}

function addWaiting(): void {
  for (let at = firstWaiting; at < nextWaiting; at += waitingBytes) {
    const part = changetype<WaitingPart>(at);
    part.fetched = changetype<Entry>(usize(part.fetched)).length;
  }
  for (let at = firstWaiting; at < nextWaiting; at += waitingBytes) {
    const part = changetype<WaitingPart>(at);
    add(part.start, part.length, part.hash);
  }
  nextWaiting = firstWaiting;
}

function add(start: usize, length: u32, hash: u32): void {
  let place = placeOf(hash);
  for (;;) {
    const address = usize(load<u32>(place, 4));
    if (address == 0) break;
    const entry = changetype<Entry>(address);
    if (load<u32>(place) == hash && entry.length == length && isSame(address + bytesIn, start, length)) {
      entry.count++;
      return;
    }
    place = nextPlace(place);
  }
  insert(place, hash, start, length);
}

function hashOf(start: usize, length: u32): u32 {
  let hash = salt ^ u64(length);
  const end = start + length;
  let at = start;
  for (; at + width < end; at += width) hash = mix(hash, v128.load(at));
  hash = mix(hash, firstBytes(at, end - at));
  return u32(((hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15) >> 32);
}

function mix(hash: u64, block: v128): u64 {
  const low = rotl<u64>((hash ^ i64x2.extract_lane(block, 0)) * 0x9e3779b97f4a7c15, 31);
  return low ^ (i64x2.extract_lane(block, 1) * 0xc2b2ae3d27d4eb4f);
}

/** Up to 16 bytes, and zeros behind them. */
function firstBytes(at: usize, length: usize): v128 {
  return v128.and(v128.load(at), v128.load(ones + width - length));
}

/** Whether bytes are the same as those of an entry. */
function isSame(known: usize, start: usize, length: u32): bool {
  const end = start + length;
  for (; start + width < end; start += width, known += width)
    if (v128.any_true(v128.xor(v128.load(start), v128.load(known)))) return false;
  return !v128.any_true(v128.xor(firstBytes(start, end - start), v128.load(known)));
}

function insert(place: usize, hash: u32, start: usize, length: u32): void {
  const padded = max<usize>(width, (usize(length) + width - 1) & ~(width - 1));
  const address = heap.alloc(bytesIn + padded);
  const entry = changetype<Entry>(address);
  entry.next = 0;
  entry.count = 1;
  entry.length = length;
  memory.copy(address + bytesIn, start, length);
  memory.fill(address + bytesIn + length, 0, padded - usize(length));
  if (last == 0) first = address;
  else changetype<Entry>(last).next = address;
  last = address;
  bytesOfParts += length;
  entries++;
  store<u32>(place, hash);
  store<u32>(place, u32(address), 4);
  // Half of the places stay free, so that few entries are in another one than that of their hash.
  if (entries > places / 2) grow();
}

function emptyTable(): usize {
  const bytes = usize(places) << 3;
  const address = heap.alloc(bytes);
  memory.fill(address, 0, bytes);
  return address;
}

function placeOf(hash: u32): usize {
  return table + (usize(hash & (places - 1)) << 3);
}

function nextPlace(place: usize): usize {
  const next = place + 8;
  return next == table + (usize(places) << 3) ? table : next;
}

function grow(): void {
  let from = table;
  const end = table + (usize(places) << 3);
  places *= 2;
  table = emptyTable();
  for (; from < end; from += 8) {
    const pair = load<u64>(from);
    if (pair >> 32 == 0) continue;
    let place = placeOf(u32(pair));
    while (load<u32>(place, 4) != 0) place = nextPlace(place);
    store<u64>(place, pair);
  }
}

/** How many different parts there are. */
export function size(): u32 {
  return entries;
}

/** How many bytes it takes to write them down, each with a byte behind it. */
export function lengthOfParts(): u32 {
  return bytesOfParts + entries;
}

/** Writes down all parts, each with a byte behind it. @returns where they are */
export function writeParts(lineEnd: u8): usize {
  const parts = heap.alloc(lengthOfParts());
  let at = parts;
  for (let address = first; address != 0; address = changetype<Entry>(address).next) {
    const length = changetype<Entry>(address).length;
    memory.copy(at, address + bytesIn, length);
    at += length;
    store<u8>(at++, lineEnd);
  }
  return parts;
}

/** Writes down how often each part is there, in the same order. @returns where that is */
export function writeCounts(): usize {
  const counts = heap.alloc(usize(entries) << 2);
  let at = counts;
  for (let address = first; address != 0; address = changetype<Entry>(address).next, at += 4)
    store<u32>(at, changetype<Entry>(address).count);
  return counts;
}
