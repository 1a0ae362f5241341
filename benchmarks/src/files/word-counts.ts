/**
 * Counts words by their bytes, with a hash table of its own: no string is made of a word but the first time. Words end with
 * a space or a newline.
 */
export class WordCounts {
  readonly #counts: number[] = [];
  /** The bytes of all words, one behind the other, and where they start; the last place is where the next one will. */
  #bytes: Buffer = Buffer.alloc(2 ** 16);
  readonly #starts = [0];
  /** By hash, or in the first free pair after that: the hash, and a place plus 1. */
  #slots = new Int32Array(2 ** 12);

  /** @param text - whole lines */
  add(text: Buffer): void {
    let start = 0;
    let hash = 0;
    for (let at = 0; at < text.length; at++) {
      const byte = text[at]!;
      if (byte === 32 || byte === 10) {
        this.#count(text, { start, end: at }, hash ^ (hash >>> 15));
        start = at + 1;
        hash = 0;
      } else hash = Math.imul(hash ^ byte, 0x5bd1e995) ^ (hash >>> 15);
    }
  }

  *[Symbol.iterator](): Generator<[word: string, count: number]> {
    for (const [i, count] of this.#counts.entries())
      yield [this.#bytes.toString("utf8", this.#starts[i], this.#starts[i + 1]), count];
  }

  #count(text: Buffer, word: Word, hash: number): void {
    const slots = this.#slots;
    const mask = slots.length - 2;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const place = slots[slot + 1]! - 1;
      if (place < 0) {
        this.#insert(text, word);
        slots[slot] = hash;
        slots[slot + 1] = this.#counts.length;
        if (4 * this.#counts.length > slots.length) this.#grow();
        return;
      }
      if (slots[slot] === hash && this.#isSame(place, text, word)) {
        this.#counts[place]! += 1;
        return;
      }
    }
  }

  #isSame(place: number, text: Buffer, { start, end }: Word): boolean {
    let at = this.#starts[place]!;
    if (this.#starts[place + 1]! - at !== end - start) return false;
    while (start < end) if (this.#bytes[at++] !== text[start++]) return false;
    return true;
  }

  #insert(text: Buffer, { start, end }: Word): void {
    const from = this.#starts.at(-1)!;
    const to = from + end - start;
    if (to > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(to)]);
    text.copy(this.#bytes, from, start, end);
    this.#starts.push(to);
    this.#counts.push(1);
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    const mask = this.#slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from]! << 1) & mask;
      while (this.#slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      this.#slots.set(old.subarray(from, from + 2), slot);
    }
  }
}

interface Word {
  readonly start: number;
  readonly end: number;
}
