import type { Column } from "../column.ts";
import type { Chunk } from "./chunks.ts";

/** A chunk that is read when it is needed, as it may be in a file. */
interface PlacedChunk {
  /** The numbers of its first and its last key. */
  readonly first: number;
  readonly last: number;
  /** @throws SpillError */
  readonly read: () => Chunk;
}

/** A chunk that was read, and where the elements of each of its keys end. */
interface OpenChunk extends Chunk {
  readonly at: number;
  readonly ends: Int32Array;
}

/** Some elements of a group. */
export interface Segment {
  readonly values: Column;
  readonly start: number;
  readonly end: number;
}

/**
 * Groups in chunks, by the number of their key. The chunk that was read last is kept: who takes one group after the other
 * reads each chunk once.
 */
export class RunOfGroups {
  readonly #chunks: readonly PlacedChunk[];
  #open: OpenChunk | undefined;

  constructor(chunks: readonly PlacedChunk[]) {
    this.#chunks = chunks;
  }

  /** The elements of a key, in order, chunk after chunk. */
  *segmentsOf(key: number): Generator<Segment, void, undefined> {
    const chunks = this.#chunks;
    let at = firstFrom(chunks.length, (i) => chunks[i]!.last >= key);
    for (; at < chunks.length && chunks[at]!.first <= key; at++) {
      const { keys, values, ends } = this.#openChunk(at);
      const place = placeOf(key, keys);
      if (place !== undefined) yield { values, start: place === 0 ? 0 : ends[place - 1]!, end: ends[place]! };
    }
  }

  #openChunk(at: number): OpenChunk {
    if (this.#open?.at !== at) {
      this.#open = undefined; // before another one is there
      const { keys, lengths, values } = this.#chunks[at]!.read();
      const ends = new Int32Array(lengths.length);
      for (let i = 0, end = 0; i < ends.length; i++) ends[i] = end += lengths[i]!;
      this.#open = { at, keys, lengths, values, ends };
    }
    return this.#open;
  }
}

function placeOf(key: number, keys: Column<number>): number | undefined {
  // Where none is left out, as mostly in memory, this is where it is.
  const likely = key - keys[0]!;
  if (keys[likely] === key) return likely;
  const place = firstFrom(keys.length, (i) => keys[i]! >= key);
  return keys[place] === key ? place : undefined;
}

/** The first place from which on something holds, of so many; their number where it holds nowhere. */
function firstFrom(length: number, holdsAt: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holdsAt(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
