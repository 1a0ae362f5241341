import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { threadId } from "node:worker_threads";
import { isRunningProcess, startOfProcess } from "../running-process.ts";
import { cannotWrite } from "./spill-error.ts";

/** Folders of runs of this thread that are under way. */
const open = new Set<string>();

/**
 * Makes a folder for the results of one run, of which the name says whose it is; and removes those that processes have
 * left which were killed.
 * @throws SpillError when none can be made
 */
export function createSpillFolder(): string {
  removeStaleSpillFolders();
  const parent = parentFolder();
  try {
    const folder = mkdtempSync(path.join(parent, prefixOfThread(threadId)));
    if (open.size === 0) process.on("exit", removeAll);
    open.add(folder);
    return folder;
  } catch (error) {
    throw cannotWrite(parent, error);
  }
}

export function removeSpillFolder(folder: string): void {
  // Where it cannot be, as a worker still writes there, that is left to the end of the process.
  if (!remove(folder)) return;
  open.delete(folder);
  if (open.size === 0) process.off("exit", removeAll);
}

// A run that is not over when the process is.
function removeAll(): void {
  for (const folder of open) remove(folder);
}

function remove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

// The working folder may be another one when files are written, and is another one in other processes.
function parentFolder(): string {
  return path.resolve(tmpdir());
}

// Machines, and containers, may share a folder for what is temporary; and cannot see each other's processes.
function prefix(): string {
  return `holdall-spill-${createHash("sha256").update(hostname()).digest("hex").slice(0, 8)}-`;
}

function prefixOfThread(thread: number): string {
  return `${prefix()}${process.pid}-${startOfProcess(process.pid) ?? ""}-${thread}-`;
}

const owner = /^(?<pid>\d+)-(?<started>\d*)-\d+-[^-]+$/;

/** Removes the folders of processes that have ended in the middle of a run. */
export function removeStaleSpillFolders(): void {
  const own = prefix();
  removeWhere((name) => {
    if (!name.startsWith(own)) return false;
    const { pid, started } = owner.exec(name.slice(own.length))?.groups ?? {};
    return pid !== undefined && !isRunningProcess(Number(pid), started === "" ? undefined : started);
  });
}

/** Removes the folders of a thread of this process that was ended in the middle of a run, so that it could not do so itself. */
export function removeSpillFoldersOf(thread: number): void {
  const own = prefixOfThread(thread);
  removeWhere((name) => name.startsWith(own));
}

function removeWhere(isLeft: (name: string) => boolean): void {
  const parent = parentFolder();
  for (const name of namesIn(parent)) if (isLeft(name)) remove(path.join(parent, name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // which whoever makes a folder in it will say
  }
}
