import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { isRunningProcess, startOfProcess } from "../running-process.ts";
import { cannotWrite } from "./spill-error.ts";

/** Folders of runs of this process that are under way. */
const open = new Set<string>();

/**
 * Makes a folder for the results of one run, of which the name says whose it is; and removes those that processes have
 * left which were killed.
 * @throws SpillError when none can be made
 */
export function createSpillFolder(): string {
  const parent = tmpdir();
  removeStale(parent);
  try {
    const started = startOfProcess(process.pid) ?? "";
    const folder = mkdtempSync(path.join(parent, `${prefix()}${process.pid}-${started}-`));
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

// Machines, and containers, may share a folder for what is temporary; and cannot see each other's processes.
function prefix(): string {
  return `holdall-spill-${createHash("sha256").update(hostname()).digest("hex").slice(0, 8)}-`;
}

const owner = /^(?<pid>\d+)-(?<started>\d*)-[^-]+$/;

function removeStale(parent: string): void {
  const own = prefix();
  for (const name of namesIn(parent)) {
    if (!name.startsWith(own)) continue;
    const { pid, started } = owner.exec(name.slice(own.length))?.groups ?? {};
    if (pid === undefined || isRunningProcess(Number(pid), started === "" ? undefined : started)) continue;
    remove(path.join(parent, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // which whoever makes a folder in it will say
  }
}
