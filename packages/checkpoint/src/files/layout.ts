import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CheckpointError, cannotUse, warnOfDamage } from "../errors.ts";
import { DamagedFileError, readGroup, type LocatedResult } from "./group-file.ts";
import { liveOwners, OwnerLock, type Owner } from "./owners.ts";

/** The version of the layout of a directory. */
const layoutVersion = 1;

const about =
  "Results stored by holdall. Files in `results` are read by holdall alone; index.tsv says what they held when a run last ended.";

/** The files and folders of a checkpoint directory. */
export class Layout {
  readonly directory: string;
  /** The group files. */
  readonly results: string;
  readonly owners: string;
  /** A list for people, which holdall itself does not read. */
  readonly index: string;

  constructor(directory: string) {
    this.directory = directory;
    this.results = path.join(directory, "results");
    this.owners = path.join(directory, "owners");
    this.index = path.join(directory, "index.tsv");
  }

  /** Whether there is one. @throws CheckpointError when the directory holds something else, or another version */
  exists(): boolean {
    try {
      const marker = this.#marker;
      if (existsSync(marker)) {
        this.#assertVersion(readFileSync(marker, "utf8"));
        return true;
      }
      if (existsSync(this.directory) && readdirSync(this.directory).length > 0) {
        throw new CheckpointError(
          this.directory,
          `The directory ${JSON.stringify(this.directory)} holds other files and no results of holdall. Expected a checkpoint directory, an empty one, or one that is not there yet.`,
        );
      }
      return false;
    } catch (error) {
      throw error instanceof CheckpointError ? error : cannotUse(this.directory, error);
    }
  }

  /** Makes what is not there, and takes part. @throws CheckpointError when it cannot be written */
  enter(): OwnerLock {
    const isThere = this.exists();
    try {
      mkdirSync(this.results, { recursive: true });
      mkdirSync(this.owners, { recursive: true });
      if (!isThere) this.replace(this.#marker, `${JSON.stringify({ version: layoutVersion, about })}\n`);
      return new OwnerLock(this.owners);
    } catch (error) {
      throw cannotUse(this.directory, error);
    }
  }

  /** Who else uses it. */
  others(own?: string): Owner[] {
    return liveOwners(this.owners).filter(({ name }) => name !== own);
  }

  /** Writes a small file in one step. */
  replace(file: string, text: string): void {
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  }

  /** All results, older ones before newer ones. Files that are damaged are told of and put aside. */
  readAll(): LocatedResult[] {
    const names = readdirSync(this.results).filter((name) => name.endsWith(".group"));
    return names.sort().flatMap((name) => this.#read(path.join(this.results, name)));
  }

  /** Removes what processes that ended have left half-written. */
  removeRemains(live: readonly Owner[], own: string): void {
    const names = [own, ...live.map(({ name }) => name)];
    for (const file of readdirSync(this.results)) {
      const isRemain = file.endsWith(".tmp") && !names.some((name) => file.includes(name));
      if (isRemain) rmSync(path.join(this.results, file), { force: true });
    }
  }

  #read(file: string): LocatedResult[] {
    try {
      return readGroup(file);
    } catch (error) {
      // Another process may have put several files into one.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      const isDamaged = error instanceof DamagedFileError;
      if (!isDamaged && (error as NodeJS.ErrnoException).code !== undefined)
        throw cannotUse(this.directory, error);
      warnOfDamage(file, isDamaged ? error.message : "its header cannot be read");
      renameSync(file, `${file}.damaged`);
      return [];
    }
  }

  get #marker(): string {
    return path.join(this.directory, "holdall-checkpoint.json");
  }

  #assertVersion(text: string): void {
    const version = /"version":\s*(\d+)/.exec(text)?.[1];
    if (version === String(layoutVersion)) return;
    throw new CheckpointError(
      this.directory,
      `The checkpoint directory ${JSON.stringify(this.directory)} has the layout ${version ?? "unknown"}, and this version of holdall reads and writes ${layoutVersion}. Give another directory.`,
    );
  }
}
