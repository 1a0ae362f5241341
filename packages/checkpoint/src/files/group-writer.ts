import { open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { cannotStore } from "../errors.ts";
import {
  encodeGroup,
  sizeOfResult,
  type LocatedResult,
  type PackedResult,
  type ResultRecord,
} from "./group-file.ts";
import type { Layout } from "./layout.ts";

// Results wait for the write that is under way, and then go together into the next file: so tiny ones cost little, and
// none waits longer than one write takes. More than this is not put into one file, and no more waits than that.
const mostGroupBytes = 16 * 2 ** 20;
const mostWaitingBytes = 64 * 2 ** 20;
// Files that are smaller than this are put together, so many at a time.
const smallBytes = 2 ** 20;
const mostSmallFiles = 32;

interface GroupFile {
  readonly file: string;
  readonly bytes: number;
  readonly results: readonly LocatedResult[];
}

/** Whom a writer tells. */
export interface WriterEvents {
  /** Results are stored, or have moved. */
  readonly onStored: (results: readonly LocatedResult[]) => void;
  /** Whether a result is still of use, when files are put together. */
  readonly isNeeded: (record: ResultRecord) => boolean;
  /** Nothing more can be stored. */
  readonly onError: (error: unknown) => void;
}

/**
 * Writes results durably, each file in one step: under another name, to the disk, and then renamed. What it has said to
 * be stored survives a crash of the process and of the machine.
 */
export class GroupWriter {
  readonly #layout: Layout;
  readonly #owner: string;
  readonly #events: WriterEvents;
  #waiting: PackedResult[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #error: Error | undefined;
  #files = 0;
  #small: GroupFile[] = [];

  /** @param owner - names its files */
  constructor(layout: Layout, owner: string, events: WriterEvents) {
    this.#layout = layout;
    this.#owner = owner;
    this.#events = events;
  }

  add(result: PackedResult): void {
    if (this.#error !== undefined) return;
    this.#waiting.push(result);
    this.#waitingBytes += sizeOfResult(result.record);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when there is room for more; nothing while there is. */
  room(): Promise<void> | undefined {
    return this.#waitingBytes > mostWaitingBytes ? this.#writing : undefined;
  }

  /** Resolves when all is stored. @throws CheckpointError when it could not be */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#error !== undefined) throw this.#error;
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        await this.#write(this.#takeGroup());
        if (this.#small.length >= mostSmallFiles) await this.#joinSmall();
      }
    } catch (error) {
      this.#error = cannotStore(this.#layout.directory, error);
      this.#waiting = [];
      this.#waitingBytes = 0;
      this.#events.onError(this.#error);
    } finally {
      this.#writing = undefined;
    }
  }

  #takeGroup(): PackedResult[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || bytes < mostGroupBytes))
      bytes += sizeOfResult(this.#waiting[count++]!.record);
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #write(results: readonly PackedResult[]): Promise<void> {
    const { bytes, starts } = encodeGroup(results);
    const name = `${Date.now().toString(36)}-${this.#owner}-${String(++this.#files).padStart(8, "0")}`;
    const file = path.join(this.#layout.results, `${name}.group`);
    const temporary = path.join(this.#layout.results, `${name}.tmp`);
    try {
      await writeDurably(temporary, results.length === 1 ? bytes : [Buffer.concat(bytes)]);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(this.#layout.results);
    const located = results.map(({ record }, i) => ({ record, file, start: starts[i]! }));
    const size = bytes.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (size < smallBytes) this.#small.push({ file, bytes: size, results: located });
    this.#events.onStored(located);
  }

  // Others that have begun to read these files are not to find them gone.
  async #joinSmall(): Promise<void> {
    const small = this.#small;
    this.#small = [];
    if (this.#layout.others(this.#owner).length > 0) return;
    const results: PackedResult[] = [];
    for (const { file, results: located } of small) {
      const bytes = await readFile(file);
      for (const { record, start } of located)
        if (this.#events.isNeeded(record))
          results.push({ record, pieces: piecesOf(bytes.subarray(start), record) });
    }
    if (results.length > 0) await this.#write(results);
    for (const { file } of small) await rm(file, { force: true });
  }
}

function piecesOf(bytes: Uint8Array, { parts }: ResultRecord): Uint8Array[] {
  let at = 0;
  return parts.flat().map((length) => bytes.subarray(at, (at += length)));
}

async function writeDurably(file: string, bytes: readonly Uint8Array[]): Promise<void> {
  const handle = await open(file, "wx");
  try {
    for (const piece of bytes) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// The new name of a file is on the disk when its folder is.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // where a folder cannot be opened
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
