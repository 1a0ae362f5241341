import { rm } from "node:fs/promises";
import path from "node:path";
import { readdirSync, rmSync } from "node:fs";
import { InvalidArgumentError, parseOptions, resolveCheckpoint, wholeNumber } from "@holdall/core";
import { z } from "zod";
import { CheckpointError } from "./errors.ts";
import { readResult, sizeOfResult, type LocatedResult } from "./files/group-file.ts";
import { GroupWriter } from "./files/group-writer.ts";
import { Layout } from "./files/layout.ts";

/** A stored result, as {@link Checkpoint.list} tells of it. */
export interface CheckpointEntry {
  /** What the user called to get it: `"map"`. */
  readonly operation: string;
  readonly partition: number;
  readonly bytes: number;
  readonly stored: Date;
  /** Stands for all that the result depends on. */
  readonly key: string;
  /** Absolute path of the file that it is in, mostly with others. */
  readonly file: string;
  /** There where the partition is not finished: how many of its elements had been done. */
  readonly upTo?: number;
}

/** Which results {@link Checkpoint.prune} removes: at least one of the two. */
export interface PruneOptions {
  /** Those stored before this time, or longer ago than so many milliseconds. */
  readonly olderThan?: Date | number | undefined;
  /**
   * All but the newest so many of each task: a task has several when its function or its input has changed since.
   * `0` removes all.
   */
  readonly keep?: number | undefined;
}

/** What {@link Checkpoint.prune} did. */
export interface Pruned {
  /** Number of results. */
  readonly removed: number;
  readonly kept: number;
  /** Of the results that were removed. */
  readonly bytes: number;
}

const pruneSchema = z.strictObject({
  olderThan: z
    .union([z.date(), z.number().nonnegative()])
    .describe("a Date, or a number of milliseconds from 0 up")
    .optional(),
  keep: wholeNumber(0).optional(),
});

/** The results in a directory: see {@link checkpoint}. */
export class Checkpoint {
  /** Absolute path. */
  readonly directory: string;
  readonly #layout: Layout;

  constructor(directory: string | URL) {
    this.directory = resolveCheckpoint({ directory }, "checkpoint()").directory;
    this.#layout = new Layout(this.directory);
  }

  /**
   * What is stored, in the order in which it was. Of a directory that is not there yet, nothing.
   * @throws CheckpointError when the directory cannot be read, or is no checkpoint
   */
  list(): CheckpointEntry[] {
    if (!this.#layout.exists()) return [];
    return withoutParts(this.#layout.readAll()).map(({ record, file }) => ({
      operation: record.operation,
      partition: record.partition,
      bytes: sizeOfResult(record),
      stored: new Date(record.time),
      key: record.key,
      file,
      ...(record.part && { upTo: record.part.upTo }),
    }));
  }

  /**
   * Removes results.
   * @throws InvalidArgumentError for bad options, and without any
   * @throws CheckpointError while runs store results in the directory, and when it cannot be written
   */
  async prune(options: PruneOptions): Promise<Pruned> {
    const { olderThan, keep } = parseOptions(pruneSchema, options, "checkpoint.prune()");
    if (olderThan === undefined && keep === undefined)
      throw new InvalidArgumentError("checkpoint.prune(): Expected `olderThan` or `keep`, got neither.");
    if (!this.#layout.exists()) return { removed: 0, kept: 0, bytes: 0 };
    const lock = this.#layout.enter();
    try {
      this.#assertAlone(lock.name);
      this.#layout.removeRemains([], lock.name);
      const all = this.#layout.readAll();
      const needed = withoutParts(all);
      const isNeeded = new Set(needed);
      const useless = all.filter((located) => !isNeeded.has(located));
      const doomed = new Set([...useless, ...tooOld(needed, olderThan), ...tooMany(needed, keep)]);
      await this.#remove(all, doomed, lock.name);
      this.#removeDamaged();
      for (const one of useless) doomed.delete(one);
      const bytes = [...doomed].reduce((sum, { record }) => sum + sizeOfResult(record), 0);
      return { removed: doomed.size, kept: needed.length - doomed.size, bytes };
    } finally {
      lock.release();
    }
  }

  #assertAlone(own: string): void {
    const [other] = this.#layout.others(own);
    if (other === undefined) return;
    throw new CheckpointError(
      this.directory,
      `checkpoint.prune(): The directory ${JSON.stringify(this.directory)} is in use by process ${other.pid} on ${other.host} since ${other.since}. Prune it when that has ended.`,
    );
  }

  // Of a file of which only some results go, the others are written anew first.
  async #remove(
    all: readonly LocatedResult[],
    doomed: ReadonlySet<LocatedResult>,
    owner: string,
  ): Promise<void> {
    const files = new Set(Array.from(doomed, ({ file }) => file));
    const writer = new GroupWriter(this.#layout, owner, {
      onStored: () => undefined,
      isNeeded: () => true,
      onError: () => undefined, // `flush` throws it
    });
    for (const located of all) {
      if (!files.has(located.file) || doomed.has(located)) continue;
      await writer.room();
      writer.add({ record: located.record, pieces: readResult(located).flat() });
    }
    await writer.flush();
    for (const file of files) await rm(file, { force: true });
  }

  #removeDamaged(): void {
    for (const name of readdirSync(this.#layout.results))
      if (name.endsWith(".damaged")) rmSync(path.join(this.#layout.results, name), { force: true });
  }
}

/**
 * Looks into a directory in which runs have stored results: `compute({ checkpoint: directory })`,
 * `bag.checkpoint(directory)`.
 *
 * @param directory - its path or `file:` URL; it need not be there
 * @throws InvalidArgumentError when it is neither
 *
 * @example
 * ```ts
 * import { mkdtempSync } from "node:fs";
 * import { Bag, checkpoint } from "holdall";
 *
 * const directory = mkdtempSync("results-");
 * await Bag.range(4, { npartitions: 2 }).map((x) => x * x).compute({ scheduler: "sync", checkpoint: directory });
 * console.log(checkpoint(directory).list().map(({ operation, partition }) => `${operation} ${partition}`)); // [ 'map 0', 'map 1' ]
 * console.log(await checkpoint(directory).prune({ keep: 0 })); // { removed: 2, kept: 0, bytes: 22 }
 * ```
 */
export function checkpoint(directory: string | URL): Checkpoint {
  return new Checkpoint(directory);
}

function tooOld(all: readonly LocatedResult[], olderThan: Date | number | undefined): LocatedResult[] {
  if (olderThan === undefined) return [];
  const before = typeof olderThan === "number" ? Date.now() - olderThan : olderThan.getTime();
  return all.filter(({ record }) => record.time < before);
}

function tooMany(all: readonly LocatedResult[], keep: number | undefined): LocatedResult[] {
  if (keep === undefined) return [];
  const versions = new Map<string, Set<string>>(); // by task: the newest keys
  return all.toReversed().filter(({ record: { place, key } }) => {
    const keys = versions.get(place) ?? new Set();
    versions.set(place, keys);
    if (keys.size < keep) keys.add(key);
    return !keys.has(key);
  });
}

/** Results, and those parts of results that were not finished later. */
function withoutParts(all: readonly LocatedResult[]): LocatedResult[] {
  const finished = new Set(all.flatMap(({ record }) => (record.part === undefined ? [record.key] : [])));
  return all.filter(({ record }) => record.part === undefined || !finished.has(record.key));
}
