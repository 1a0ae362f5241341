import { rmSync } from "node:fs";
import path from "node:path";
import { threadId } from "node:worker_threads";
import { sizeOfPlace, type SpillPlace } from "./spill-place.ts";
import { SpillReader } from "./spill-reader.ts";
import { SpillWriter } from "./spill-writer.ts";
import type { ValueCodec } from "./value-codec.ts";

// Of what a run may hold of results that wait, by worker: decoded, values take several times their bytes.
const shareOfLimit = 1 / 4;

/** How many bytes of encoded values a task may hold decoded, in a run with so many workers. */
export function shareOfTask(limit: number, workers: number): number {
  return Math.floor((limit * shareOfLimit) / workers);
}

/** Where a task has values wait that it cannot hold in memory. */
export interface Scratch {
  /** Bytes of encoded values that it may hold before it writes them. */
  readonly share: number;
  /**
   * Writes a value to a file.
   * @returns what reads it, any number of times until the task ends; nothing for a value that cannot be written, as it would
   * not come back as it is
   * @throws SpillError, which what reads it does too
   */
  write(value: unknown): (() => unknown) | undefined;
}

/** How much was written, or read. */
export interface MovedResults {
  readonly bytes: number;
  readonly results: number;
}

/** What a task writes, and where. */
export interface TaskScratchOptions {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  readonly share: number;
  readonly codec: ValueCodec;
  /** Told of what is written and read. */
  readonly tell: (direction: "written" | "read", moved: MovedResults) => void;
}

// Who writes anyway gains nothing by holding more: what is decoded, and then is garbage, would only take more memory.
const largestShare = 16 * 2 ** 20;

let count = 0;

/** The files of one task, which go with it. */
export class TaskScratch implements Scratch {
  readonly share: number;
  readonly #options: TaskScratchOptions;
  readonly #writer = new SpillWriter(`scratch-${process.pid}-${threadId}-${++count}`);
  readonly #reader: SpillReader;
  readonly #files = new Set<string>();

  constructor(options: TaskScratchOptions) {
    this.share = Math.min(options.share, largestShare);
    this.#options = options;
    this.#reader = new SpillReader(options.folder);
  }

  write(value: unknown): (() => unknown) | undefined {
    const { folder, codec } = this.#options;
    const pieces = codec.encode(value);
    if (pieces === undefined) return undefined;
    const [place] = this.#writer.write(folder, [pieces]) as [SpillPlace];
    this.#files.add(place.file);
    this.#tell("written", place);
    return () => this.#read(place);
  }

  /** The task has ended. */
  close(): void {
    this.#reader.close();
    for (const file of this.#files) rmSync(path.join(this.#options.folder, file), { force: true });
    this.#files.clear();
  }

  #read(place: SpillPlace): unknown {
    const value = this.#options.codec.decode(this.#reader.read(place));
    this.#tell("read", place);
    return value;
  }

  #tell(direction: "written" | "read", place: SpillPlace): void {
    this.#options.tell(direction, { bytes: sizeOfPlace(place), results: 1 });
  }
}
