import { isLateInput, readInput, type Scratch } from "@holdall/core/task";
import { numberBuckets, type Bucket } from "../buckets.ts";
import type { Column } from "../column.ts";
import { KeyIndex } from "../key.ts";
import { toChunks, type Chunk } from "./chunks.ts";
import { RunOfGroups, type Segment } from "./run-of-groups.ts";

// A chunk is read in one go: smaller ones would be many reads, larger ones much to hold.
const chunkBytes = { fewest: 2 ** 14, most: 2 ** 18 };

/**
 * The groups of a partition: the buckets of all tasks, read one after the other. Where they are too large for memory, those
 * that there is room for are sorted by key and written, then the next; so a group is in as many runs as that took. Only the
 * keys are all in memory.
 */
export class GatheredGroups {
  readonly #index = new KeyIndex();
  readonly #runs: RunOfGroups[] = [];
  readonly #pending: PendingBuckets;
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param inputs - {@link Bucket}s to come, some of which may still have to be read
   * @param scratch - there where they are too large for memory
   */
  constructor(inputs: readonly unknown[], scratch: Scratch | undefined) {
    this.#pending = new PendingBuckets(inputs, scratch);
  }

  /** Takes the next of the inputs. @throws SpillError */
  take(input: unknown): void {
    const bytes = isLateInput(input) ? input.bytes : 0;
    if (!this.#pending.hasRoomFor(bytes)) this.#runs.push(this.#pending.toRun(this.#index, true));
    this.#pending.add(readInput(input) as Bucket | undefined, bytes);
  }

  /** There are no more. @throws SpillError */
  finish(): void {
    this.#runs.push(this.#pending.toRun(this.#index, !this.#pending.fits));
  }

  /** By their number, in order of first appearance. */
  get keys(): Column {
    return this.#index.keys;
  }

  /** The elements of a key, in order. @throws SpillError */
  *segmentsOf(key: number): Generator<Segment, void, undefined> {
    try {
      for (const run of this.#runs) yield* run.segmentsOf(key);
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }

  /** Elements are lost that could not be read, though the function that asked for them may have made nothing of it. @throws SpillError */
  assertRead(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

/** Buckets that were read, and are held in memory so far. */
class PendingBuckets {
  readonly #scratch: Scratch | undefined;
  readonly #chunkBytes: number;
  #buckets: (Bucket | undefined)[] = [];
  #bytes = 0;

  constructor(inputs: readonly unknown[], scratch: Scratch | undefined) {
    this.#scratch = scratch;
    const { share = 0 } = scratch ?? {};
    const total = inputs.reduce<number>((sum, input) => sum + (isLateInput(input) ? input.bytes : 0), 0);
    // Of each run a chunk is in memory when one group is taken after the other.
    const ofShare = (share * share) / Math.max(1, total);
    this.#chunkBytes = Math.min(chunkBytes.most, Math.max(chunkBytes.fewest, ofShare));
  }

  hasRoomFor(bytes: number): boolean {
    return this.#bytes === 0 || this.#isWithinShare(this.#bytes + bytes);
  }

  /** Whether it may hold what it holds. */
  get fits(): boolean {
    return this.#isWithinShare(this.#bytes);
  }

  #isWithinShare(bytes: number): boolean {
    return this.#scratch === undefined || bytes <= this.#scratch.share;
  }

  add(bucket: Bucket | undefined, bytes: number): void {
    this.#buckets.push(bucket);
    this.#bytes += bytes;
  }

  /** Makes a run of all, and forgets them. @throws SpillError */
  toRun(index: KeyIndex, isWritten: boolean): RunOfGroups {
    const numbered = numberBuckets(this.#buckets, index);
    const most = isWritten ? this.#mostElements(numbered.buckets) : Infinity;
    this.#buckets = [];
    this.#bytes = 0;
    const chunks = Array.from(toChunks(numbered, most), (chunk) => ({
      first: chunk.keys[0]!,
      last: chunk.keys[chunk.keys.length - 1]!,
      read: (isWritten ? this.#write(chunk) : undefined) ?? ((): Chunk => chunk),
    }));
    return new RunOfGroups(chunks);
  }

  #mostElements(buckets: readonly Bucket[]): number {
    const elements = buckets.reduce((sum, { values }) => sum + values.length, 0);
    return Math.max(1, Math.floor((this.#chunkBytes / this.#bytes) * elements));
  }

  #write(chunk: Chunk): (() => Chunk) | undefined {
    return this.#scratch!.write(chunk) as (() => Chunk) | undefined;
  }
}
