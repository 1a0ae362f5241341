/**
 * Gives numbers that are the same key, as in a `Map`, the same place, from 0 up in order of first appearance. A hash
 * table in two arrays, typed ones where there is much in them, which takes a fraction of the time and the memory of a
 * `Map`.
 */
export class NumberKeys {
  /** By place, with room for more. */
  #keys: number[] | Float64Array = noKeys;
  /** By hash, or in the first free slot after that: a place plus 1; 0 in those that are free. */
  #slots: number[] | Int32Array = freeSlot;
  #size = 0;
  // Which is equal to nothing, itself included.
  #placeOfNaN = -1;

  get size(): number {
    return this.#size;
  }

  /** By place. */
  get keys(): number[] | Float64Array {
    return Array.isArray(this.#keys) ? this.#keys.slice(0, this.#size) : this.#keys.subarray(0, this.#size);
  }

  /** The place of a key; nothing for one that has not been added. */
  find(key: number): number | undefined {
    if (key !== key) return this.#placeOfNaN < 0 ? undefined : this.#placeOfNaN;
    const [slots, keys] = [this.#slots, this.#keys];
    const mask = slots.length - 1;
    for (let slot = hashOf(key) & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot]! - 1;
      if (place < 0) return undefined;
      if (keys[place] === key) return place;
    }
  }

  /** The place of a key, which is the next one if it is new. */
  add(key: number): number {
    if (key !== key) return this.#addNaN();
    const [slots, keys] = [this.#slots, this.#keys];
    const mask = slots.length - 1;
    let slot = hashOf(key) & mask;
    for (;;) {
      const place = slots[slot]! - 1;
      if (place < 0) break;
      if (keys[place] === key) return place;
      slot = (slot + 1) & mask;
    }
    if (this.#size === keys.length) {
      this.#grow();
      return this.add(key);
    }
    keys[this.#size] = key + 0; // never -0
    slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  #addNaN(): number {
    if (this.#placeOfNaN < 0) {
      if (this.#size === this.#keys.length) this.#grow();
      this.#keys[this.#size] = NaN;
      this.#placeOfNaN = this.#size++;
    }
    return this.#placeOfNaN;
  }

  // Half of the slots stay free, so that few keys are in another slot than that of their hash.
  #grow(): void {
    const length = Math.max(fewest, this.#keys.length * (this.#keys.length < many ? 4 : 2));
    const isSmall = length < many;
    const keys = isSmall ? new Array<number>(length).fill(0) : new Float64Array(length);
    for (let place = 0; place < this.#size; place++) keys[place] = this.#keys[place]!;
    const slots = isSmall ? new Array<number>(2 * length).fill(0) : new Int32Array(2 * length);
    const mask = slots.length - 1;
    for (let place = 0; place < this.#size; place++) {
      const key = keys[place]!;
      if (key !== key) continue;
      let slot = hashOf(key) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = place + 1;
    }
    this.#keys = keys;
    this.#slots = slots;
  }
}

const noKeys: number[] = [];
const freeSlot = [0];
// Powers of 2. To make a typed array takes longer than to fill a small array.
const fewest = 32;
const many = 4096;

const scratch = new Float64Array(1);
const halves = new Int32Array(scratch.buffer);

/** A hash whose last bits depend on all bits of the number. Not the same on every machine. */
function hashOf(key: number): number {
  let bits = key | 0;
  if (bits !== key) {
    scratch[0] = key;
    bits = halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b1);
  }
  const hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
