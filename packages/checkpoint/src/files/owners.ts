import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import path from "node:path";
import { isRunningProcess, startOfProcess } from "@holdall/core";
import { z } from "zod";

/** Who uses a directory. */
export interface Owner {
  /** Names it among all, and its files. */
  readonly name: string;
  readonly pid: number;
  readonly host: string;
  /** When its process started, in ticks of its machine; empty where that cannot be seen. */
  readonly started: string;
  /** When it came. */
  readonly since: string;
}

const ownerSchema: z.ZodType<Omit<Owner, "name">> = z.object({
  pid: z.number(),
  host: z.string(),
  started: z.string(),
  since: z.string(),
});

// Of a process of another machine nothing can be seen but that its file is touched.
const beatMs = 15_000;
const longestSilenceMs = 4 * beatMs;

/** A lock on a directory, that does not keep others out: it says who is there, and whose files are not to be touched. */
export class OwnerLock {
  readonly name: string;
  readonly #file: string;
  readonly #beat: NodeJS.Timeout;

  /** @param folder - of the files of owners */
  constructor(folder: string) {
    this.name = `${process.pid}-${randomUUID().slice(0, 8)}`;
    this.#file = path.join(folder, `${this.name}.json`);
    const owner = {
      pid: process.pid,
      host: hostname(),
      started: startOfProcess(process.pid) ?? "",
      since: new Date().toISOString(),
    };
    writeFileSync(this.#file, `${JSON.stringify(owner)}\n`, { flag: "wx" });
    this.#beat = setInterval(() => this.#touch(), beatMs);
    this.#beat.unref();
  }

  release(): void {
    clearInterval(this.#beat);
    rmSync(this.#file, { force: true });
  }

  #touch(): void {
    const now = new Date();
    try {
      utimesSync(this.#file, now, now);
    } catch {
      // The directory is gone, which whoever writes to it will say.
    }
  }
}

/** Finds who uses a directory, and removes the locks of those that have ended. */
export function liveOwners(folder: string): Owner[] {
  return readdirSync(folder).flatMap((entry) => {
    const file = path.join(folder, entry);
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner, file)) return [owner];
    rmSync(file, { force: true });
    return [];
  });
}

function readOwner(file: string): Owner | undefined {
  try {
    const owner = ownerSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return { name: path.basename(file, ".json"), ...owner };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, started }: Owner, file: string): boolean {
  if (host !== hostname()) return Date.now() - (modifiedAt(file) ?? 0) < longestSilenceMs;
  return isRunningProcess(pid, started === "" ? undefined : started);
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
