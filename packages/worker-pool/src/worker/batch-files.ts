import { SpillReader, TaskScratch, type SpillPlace, type SpillWriter } from "@holdall/core/task";
import type { Block } from "../codec.ts";
import type { WireResult, WireScratch, WireSpill } from "../messages.ts";
import { codecOf } from "../spill-codec.ts";
import { fromPieces, spillResults } from "../spilled-results.ts";
import type { Crossing } from "../value-codec.ts";

const nothing: WireScratch = { written: { bytes: 0, results: 0 }, read: { bytes: 0, results: 0 } };

/** The files that tasks of a batch read results from, and write theirs to while memory is short. */
export class BatchFiles {
  readonly #spill: WireSpill;
  readonly #writer: SpillWriter;
  readonly #reader: SpillReader;
  #scratch = nothing;

  /** @param writer - the one of this worker */
  constructor(spill: WireSpill, writer: SpillWriter) {
    this.#spill = spill;
    this.#writer = writer;
    this.#reader = new SpillReader(spill.folder);
  }

  /** @throws SpillError */
  read(place: SpillPlace): Block {
    return fromPieces(this.#reader.read(place));
  }

  /**
   * The results of a task, those that are worth it in a file, one after the other; all as they are where they are not to be.
   * @throws SpillError
   */
  write(id: number, results: readonly WireResult[]): readonly WireResult[] {
    const { folder, writes } = this.#spill;
    if (writes?.includes(id) !== true) return results;
    return spillResults(results, (values) => this.#writer.write(folder, values));
  }

  /** Files of its own for a task whose late inputs take so many bytes; nothing where it can hold them in memory. */
  scratchFor(bytes: number, crossing: Crossing): TaskScratch | undefined {
    const { folder, share } = this.#spill;
    if (bytes <= share) return undefined;
    return new TaskScratch({
      folder,
      share,
      codec: codecOf(crossing),
      tell: (direction, moved) => {
        const before = this.#scratch[direction];
        const sum = { bytes: before.bytes + moved.bytes, results: before.results + moved.results };
        this.#scratch = { ...this.#scratch, [direction]: sum };
      },
    });
  }

  /** What tasks have moved to and from files of their own since this was asked last; nothing where that is none. */
  takeScratch(): WireScratch | undefined {
    const moved = this.#scratch;
    this.#scratch = nothing;
    return moved === nothing ? undefined : moved;
  }

  /** Nothing is read any more. */
  close(): void {
    this.#reader.close();
  }
}
