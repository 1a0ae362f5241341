import { SpillReader, type SpillPlace, type SpillWriter } from "@holdall/core/task";
import type { Block } from "../codec.ts";
import type { WireResult, WireSpill } from "../messages.ts";
import { fromPieces, spillResults } from "../spilled-results.ts";

/** The files that tasks of a batch read results from, and write theirs to while memory is short. */
export class BatchFiles {
  readonly #spill: WireSpill;
  readonly #writer: SpillWriter;
  readonly #reader: SpillReader;

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

  /** Nothing is read any more. */
  close(): void {
    this.#reader.close();
  }
}
