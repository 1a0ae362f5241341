import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/** Makes a folder, and those that it is to be in. @throws what the system says */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    // What Node says where a disk is read-only, too: to make the first one that is missing tells.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") mkdirSync(firstMissing(folder));
    throw error;
  }
}

function firstMissing(folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || existsSync(parent) ? folder : firstMissing(parent);
}
