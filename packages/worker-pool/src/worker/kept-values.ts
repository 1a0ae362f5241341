import { isSpillPlace, type ClassList, type SpillPlace } from "@holdall/core/task";
import type { Block } from "../codec.ts";
import type { KeptBlock } from "../messages.ts";
import { decodeValue } from "../value-codec.ts";

/** What several tasks read and none changes, by its number: decoded when the first one needs it. */
export class KeptValues {
  readonly #entries = new Map<number, KeptBlock | { readonly value: unknown }>();

  add(blocks: readonly KeptBlock[]): void {
    for (const kept of blocks) this.#entries.set(kept.number, kept);
  }

  release(numbers: readonly number[]): void {
    for (const number of numbers) this.#entries.delete(number);
  }

  /** @param read - reads a block from a file */
  get(number: number, classes: ClassList, read: (place: SpillPlace) => Block): unknown {
    const entry = this.#entries.get(number);
    if (entry === undefined)
      throw new Error(`Block ${number} was not sent to be kept. This is a bug in holdall.`);
    if ("value" in entry) return entry.value;
    const { block } = entry;
    const value = decodeValue(isSpillPlace(block) ? read(block) : block, classes, true);
    this.#entries.set(number, { value });
    return value;
  }
}
