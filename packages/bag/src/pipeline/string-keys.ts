/**
 * Gives strings that are equal the same place, from 0 up in order of first appearance. A `Map` is slow where strings have
 * just been made, as parts of a line are: it hashes and compares them outside of compiled code.
 */
export class StringKeys {
  /** By place. */
  readonly keys: string[] = [];
  /** In pairs by hash, or in the first free pair after that: the hash, and a place plus 1; 0 in those that are free. */
  #slots: number[] | Int32Array = freeSlot;

  get size(): number {
    return this.keys.length;
  }

  /** The place of a key; nothing for one that has not been added. */
  find(key: string): number | undefined {
    const place = this.#slots[this.#slotOf(key, hashOf(key)) + 1]! - 1;
    return place < 0 ? undefined : place;
  }

  /** The place of a key, which is the next one if it is new. */
  add(key: string): number {
    const hash = hashOf(key);
    const slot = this.#slotOf(key, hash);
    const place = this.#slots[slot + 1]! - 1;
    return place < 0 ? this.#insert(key, hash, slot) : place;
  }

  /** Where a key is, or may be put. */
  #slotOf(key: string, hash: number): number {
    const [slots, keys] = [this.#slots, this.keys];
    const mask = slots.length - 2;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const place = slots[slot + 1]! - 1;
      if (place < 0 || (slots[slot] === hash && keys[place] === key)) return slot;
    }
  }

  #insert(key: string, hash: number, slot: number): number {
    const size = this.keys.push(key);
    // Half of the pairs stay free, so that few keys are in another one than that of their hash.
    if (4 * size > this.#slots.length) {
      this.#grow();
      slot = this.#slotOf(key, hash);
    }
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = size;
    return size - 1;
  }

  #grow(): void {
    const old = this.#slots;
    const length = Math.max(fewest, old.length * (old.length < many ? 4 : 2));
    const slots = length < many ? new Array<number>(length).fill(0) : new Int32Array(length);
    const mask = length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from]! << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = old[from + 1]!;
    }
    this.#slots = slots;
  }
}

const freeSlot = [0, 0];
// Powers of 2. To make a typed array takes longer than to fill a small array.
const fewest = 64;
const many = 8192;

// Most strings of JSON are known by their address and hash, which a long one takes its time for here.
const longest = 32;

/** Whether a string is one that is found faster here than in a `Map`, whatever it was made by. */
export function isShort(key: string): boolean {
  return key.length <= longest;
}

// Keys may be made by those who want them to have the same hash.
const salt = Math.floor(Math.random() * 2 ** 32);

/** A hash whose last bits depend on all code units. Not the same in every process. */
function hashOf(key: string): number {
  let hash = salt ^ key.length;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x5bd1e995) ^ (hash >>> 15);
  return hash ^ (hash >>> 13);
}
