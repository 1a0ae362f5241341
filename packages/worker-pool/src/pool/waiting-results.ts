import type { Handle, RunSpill } from "@holdall/core";
import { isSpillPlace, type SpillPlace } from "@holdall/core/task";
import type { Block } from "../codec.ts";
import { isBlock, type WireResult } from "../messages.ts";
import { fromPieces, spillResults } from "../spilled-results.ts";
import { HeldBlocks } from "./held-blocks.ts";

/** What tasks of a message came to. */
interface FinishedTask {
  readonly id: number;
  readonly handles: readonly WireResult[];
}

/** The results of a session that wait for tasks to come, in memory or in files. */
export class WaitingResults {
  readonly #spill: RunSpill;
  readonly #held = new HeldBlocks();

  constructor(spill: RunSpill) {
    this.#spill = spill;
  }

  /** The folder of files, where there is any to read from. */
  get openFolder(): string | undefined {
    return this.#spill.openFolder;
  }

  /**
   * Where workers are to write what comes next; nothing while there is memory.
   * @throws SpillError when there can be no such folder
   */
  get folderToWrite(): string | undefined {
    return this.#spill.isNear ? this.#spill.folder : undefined;
  }

  isRead(id: number): boolean {
    return this.#spill.isRead(id);
  }

  /**
   * Takes what a worker sent. What came in spite of a lack of memory, as the worker began it before, is written here.
   * @throws SpillError
   */
  take(tasks: readonly FinishedTask[], worker: number): readonly FinishedTask[] {
    const places: SpillPlace[] = [];
    const blocks: Block[] = [];
    for (const { handles } of tasks) {
      for (const handle of handles) {
        if (isBlock(handle)) blocks.push(handle);
        else if (isSpillPlace(handle)) places.push(handle);
      }
    }
    this.#spill.add(places, worker);
    if (blocks.length === 0) return tasks;
    const bytes = this.#held.add(blocks);
    this.#spill.hold(bytes);
    return this.#spill.isOver ? tasks.map((task) => this.#write(task)) : tasks;
  }

  /** The same, of a value of this thread. */
  put(block: Block): WireResult {
    this.#spill.hold(this.#held.add([block]));
    return this.#spill.isOver ? this.#writeBlocks([block])[0]! : block;
  }

  #write({ id, handles }: FinishedTask): FinishedTask {
    return { id, handles: this.isRead(id) ? this.#writeBlocks(handles) : handles };
  }

  #writeBlocks(results: readonly WireResult[]): readonly WireResult[] {
    const left = spillResults(results, (values) => this.#spill.write(values));
    results.forEach((result, i) => {
      if (left[i] !== result) this.#spill.hold(-this.#held.remove(result as Block));
    });
    return left;
  }

  /** Tells of what a worker is about to read. */
  tellRead(inputs: readonly Handle[], worker: number): void {
    if (this.#spill.isUsed) this.#spill.tellRead(inputs.filter(isSpillPlace), worker);
  }

  /** The block behind a place. @throws SpillError */
  read(place: SpillPlace): Block {
    return fromPieces(this.#spill.read(place));
  }

  release(handles: readonly Handle[]): void {
    const places: SpillPlace[] = [];
    let freed = 0;
    for (const handle of handles as readonly WireResult[]) {
      if (isBlock(handle)) freed += this.#held.remove(handle);
      else if (isSpillPlace(handle)) places.push(handle);
    }
    this.#spill.hold(-freed);
    this.#spill.drop(places);
  }
}
