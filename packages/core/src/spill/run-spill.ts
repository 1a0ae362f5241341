import { rmSync } from "node:fs";
import path from "node:path";
import type { ExecutorNews } from "../scheduler/executor.ts";
import { createSpillFolder, removeSpillFolder } from "./spill-folder.ts";
import { sizeOfPlace, type SpillPlace } from "./spill-place.ts";
import type { MovedResults } from "./task-scratch.ts";
import { SpillReader } from "./spill-reader.ts";
import { SpillWriter } from "./spill-writer.ts";

// From this part of the limit on results are written where they are made; what is made meanwhile comes in beside it.
const nearShare = 0.6;

/** What a run says of where its results are to wait. */
export interface RunSpillOptions {
  /** Bytes of results that may wait in memory. */
  readonly limit: number;
  /** Whether tasks read what a task comes to: what only the caller gets is not written. */
  readonly isRead: (id: number) => boolean;
  /** Told of what is written and read. */
  readonly tell: (news: ExecutorNews & { readonly type: "spill" }) => void;
}

/**
 * Results of a run that wait for tasks to come: counts the bytes of those in memory, where an executor knows them, and has the
 * files of those beyond the limit. Its folder is made when it is needed first.
 *
 * Results that are there stay where they are; those that come while memory is short go to files. For a shuffle, all of whose
 * results wait until the last of them is there, that is the least that can be written. A file is removed as soon as all
 * results in it have been read.
 */
export class RunSpill {
  /** Bytes of results that may wait in memory. */
  readonly limit: number;
  /** Whether tasks read what a task comes to: what only the caller gets is not written. */
  readonly isRead: (id: number) => boolean;
  readonly #tell: RunSpillOptions["tell"];
  readonly #writer = new SpillWriter();
  /** By file: number of results in it that are still to be read. */
  readonly #waiting = new Map<string, number>();
  /** By writer: the file that it writes to, as far as is known. */
  readonly #written = new Map<string, string>();
  #folder: string | undefined;
  #isClosed = false;
  #held = 0;
  #spilled = 0;

  constructor({ limit, isRead, tell }: RunSpillOptions) {
    this.limit = limit;
    this.isRead = isRead;
    this.#tell = tell;
  }

  /** Bytes that were written to files. */
  get spilled(): number {
    return this.#spilled;
  }

  /** Whether the run is over. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether any result has been written. */
  get isUsed(): boolean {
    return this.#spilled > 0;
  }

  /** Whether so many bytes wait in memory that what comes next is not to. */
  get isNear(): boolean {
    return !this.#isClosed && this.#held > nearShare * this.limit;
  }

  get isOver(): boolean {
    return !this.#isClosed && this.#held > this.limit;
  }

  /** Counts bytes that wait in memory, or do not any more. */
  hold(bytes: number): void {
    this.#held += bytes;
  }

  /** Absolute path of the folder of its files. @throws SpillError when it cannot be made */
  get folder(): string {
    return (this.#folder ??= createSpillFolder());
  }

  /** The same, where it is there. */
  get openFolder(): string | undefined {
    return this.#folder;
  }

  /**
   * Writes results from this thread, each as its pieces.
   * @throws SpillError
   */
  write(values: readonly (readonly Uint8Array[])[]): SpillPlace[] {
    if (values.length === 0) return [];
    const places = this.#writer.write(this.folder, values);
    this.add(places, 0);
    return places;
  }

  /** Takes what a worker has written. */
  add(places: readonly SpillPlace[], worker: number): void {
    if (places.length === 0 || this.#isClosed) return;
    let bytes = 0;
    for (const place of places) {
      bytes += sizeOfPlace(place);
      this.#waiting.set(place.file, (this.#waiting.get(place.file) ?? 0) + 1);
    }
    this.#spilled += bytes;
    this.#noteFile(places.at(-1)!.file);
    this.#tell({ type: "spill", worker, direction: "written", bytes, results: places.length });
  }

  /**
   * Reads a result on this thread.
   * @throws SpillError
   */
  read(place: SpillPlace): Uint8Array<ArrayBuffer>[] {
    if (this.#isClosed) throw new Error("The results of a run are read that is over.");
    const reader = new SpillReader(this.folder);
    try {
      const pieces = reader.read(place);
      this.tellRead([place], 0);
      return pieces;
    } finally {
      reader.close();
    }
  }

  /** Tells of what a worker reads. */
  tellRead(places: readonly SpillPlace[], worker: number): void {
    if (places.length === 0) return;
    const bytes = places.reduce((sum, place) => sum + sizeOfPlace(place), 0);
    this.#tell({ type: "spill", worker, direction: "read", bytes, results: places.length });
  }

  /** Tells, and counts, what a task has written to files of its own, or read from them. */
  noteScratch(direction: "written" | "read", { bytes, results }: MovedResults, worker: number): void {
    if (this.#isClosed || results === 0) return;
    if (direction === "written") this.#spilled += bytes;
    this.#tell({ type: "spill", worker, direction, bytes, results });
  }

  /** Nobody reads these results any more. */
  drop(places: readonly SpillPlace[]): void {
    if (this.#isClosed) return;
    for (const { file } of places) {
      const left = this.#waiting.get(file)! - 1;
      this.#waiting.set(file, left);
      if (left === 0 && !this.#isWrittenTo(file)) this.#remove(file);
    }
  }

  /** The run is over. What workers still come to nobody reads. */
  close(): void {
    this.#isClosed = true;
    if (this.#folder !== undefined) removeSpillFolder(this.#folder);
  }

  // A writer that begins a file has done with the one before.
  #noteFile(file: string): void {
    const writer = writerOf(file);
    const before = this.#written.get(writer);
    if (before === file) return;
    this.#written.set(writer, file);
    if (before !== undefined && this.#waiting.get(before) === 0) this.#remove(before);
  }

  #isWrittenTo(file: string): boolean {
    return this.#written.get(writerOf(file)) === file;
  }

  #remove(file: string): void {
    this.#waiting.delete(file);
    rmSync(path.join(this.folder, file), { force: true });
  }
}

function writerOf(file: string): string {
  return file.slice(0, file.lastIndexOf("-"));
}
