import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";

/**
 * Where a file is written before it has its name: beside it, as only there it can be renamed in one step. No two attempts
 * have the same.
 */
export function temporaryPath(file: string): string {
  const { dir, base } = path.parse(file);
  return path.join(dir, `.${base}.${randomBytes(6).toString("hex")}.holdall`);
}

const temporaryName = /^\.(?<base>.+)\.[0-9a-f]{12}\.holdall$/s;

/** Removes what workers that were ended have left of these files, as far as it may. */
export function removeTemporaryFiles(files: readonly string[]): void {
  const names = new Map<string, Set<string>>();
  for (const file of files) {
    const { dir, base } = path.parse(file);
    const known = names.get(dir);
    if (known === undefined) names.set(dir, new Set([base]));
    else known.add(base);
  }
  for (const [folder, bases] of names) {
    for (const name of namesIn(folder)) {
      const base = temporaryName.exec(name)?.groups?.["base"];
      if (base !== undefined && bases.has(base)) removeFile(path.join(folder, name));
    }
  }
}

// What another user has left is not why a run should fail whose files are all there.
function removeFile(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays.
  }
}

// A folder in which nothing was written may not be there.
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
