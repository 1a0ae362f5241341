import type { Handle, RunSpill, StartedTask } from "@holdall/core";
import { isSpillPlace, lateSlots, shareOfTask, sizeOfPlace, type SpillPlace } from "@holdall/core/task";
import { sizeOf, type Block } from "../codec.ts";
import { isBlock, type WireResult, type WireScratch, type WireSpill } from "../messages.ts";
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

  /** Bytes that a task may hold of what it reads itself, where so many run at once. */
  shareOfTask(workers: number): number {
    return shareOfTask(this.#spill.limit, workers);
  }

  /**
   * Where a worker finds results in files, and is to write those of these tasks; nothing where there are none.
   * @param share - of each task
   * @throws SpillError when there can be no such folder
   */
  filesFor(
    tasks: readonly StartedTask[],
    { worker, share }: { readonly worker: number; readonly share: number },
  ): WireSpill | undefined {
    const spill = this.#spill;
    const isWriting = spill.isNear;
    const isNeeded = isWriting || tasks.some((task) => readsMore(task, share));
    const folder = isNeeded ? spill.folder : spill.openFolder;
    if (folder === undefined) return undefined;
    if (spill.isUsed) for (const { inputs } of tasks) spill.tellRead(inputs.filter(isSpillPlace), worker);
    const writes = isWriting ? tasks.map(({ id }) => id).filter((id) => spill.isRead(id)) : undefined;
    return { folder, writes, share };
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
    return { id, handles: this.#spill.isRead(id) ? this.#writeBlocks(handles) : handles };
  }

  #writeBlocks(results: readonly WireResult[]): readonly WireResult[] {
    const left = spillResults(results, (values) => this.#spill.write(values));
    results.forEach((result, i) => {
      if (left[i] !== result) this.#spill.hold(-this.#held.remove(result as Block));
    });
    return left;
  }

  /** Tells of what tasks of a worker have moved to and from files of their own. */
  noteScratch({ written, read }: WireScratch, worker: number): void {
    this.#spill.noteScratch("written", written, worker);
    this.#spill.noteScratch("read", read, worker);
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

/** Whether a task reads more itself than it may hold. */
function readsMore({ task, inputs }: StartedTask, share: number): boolean {
  const late = lateSlots(task);
  if (late === undefined) return false;
  let bytes = 0;
  for (const slot of late) bytes += sizeOfInput(inputs[slot]);
  return bytes > share;
}

function sizeOfInput(handle: Handle): number {
  if (isSpillPlace(handle)) return sizeOfPlace(handle);
  return isBlock(handle as WireResult) ? sizeOf(handle as Block) : 0;
}
